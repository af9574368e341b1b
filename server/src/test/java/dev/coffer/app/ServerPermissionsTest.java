package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.command.ProcedurePermissions;
import dev.coffer.command.StatementPermissions;
import dev.coffer.result.Client;
import dev.coffer.session.Session;
import dev.coffer.tsql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a login without permissions may do, and what it is told of the rest. */
class ServerPermissionsTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void othersAreRefused() {
        AtomicInteger ended = new AtomicInteger();
        test.instance().onShutdown(patience -> ended.incrementAndGet());
        Session victim = test.newSession();
        try (Session guest =
                test.instance().newSession("guest", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            String kill = "KILL " + victim.sessionId();
            assertThat(errors(guest, kill)).containsExactly(6102);
            assertThat(errors(guest, kill + " WITH STATUSONLY")).containsExactly(6102);
            assertThat(errors(guest, "SHUTDOWN")).containsExactly(6004);
            assertThat(errors(guest, "SHUTDOWN WITH NOWAIT")).containsExactly(6004);
        }
        assertThat(ended).hasValue(0);
        assertThat(errors(victim, "SELECT 1")).isEmpty();
        try (Session administrator =
                test.instance().newSession("SA", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            assertThat(errors(administrator, "KILL " + victim.sessionId())).isEmpty();
            assertThat(errors(administrator, "SHUTDOWN")).isEmpty();
        }
        assertThat(ended).hasValue(1);
    }

    @Test
    void everyStatementIsDecided() {
        StatementPermissions permissions = new StatementPermissions();
        assertThat(statements(Statement.class).filter(kind -> !permissions.decides(kind)))
                .as("statements that nobody said who may do")
                .isEmpty();
    }

    @Test
    void everyProcedureIsDecided() {
        ProcedurePermissions permissions = new ProcedurePermissions();
        assertThat(test.instance().procedures().names())
                .as("procedures that nobody said who may call")
                .allMatch(permissions::decides);
    }

    private static Stream<Class<?>> statements(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(ServerPermissionsTest::statements)
                : Stream.of(type);
    }

    /** Statements that need something, each with the error that a login without permissions gets first. */
    private static final Map<String, Integer> REFUSED = Map.ofEntries(
            Map.entry("SELECT name FROM sys.databases", 229),
            Map.entry("IF EXISTS (SELECT * FROM msdb.dbo.backupset) PRINT 'seen'", 229),
            Map.entry("DECLARE @n int = (SELECT COUNT(*) FROM msdb.dbo.backupset)", 229),
            Map.entry("EXEC sp_executesql N'SELECT * FROM Closed.dbo.t'", 229),
            Map.entry("DECLARE c CURSOR FOR SELECT name FROM sys.databases; OPEN c", 229),
            Map.entry("INSERT Closed.dbo.t VALUES (1)", 229),
            Map.entry("INSERT BULK Closed.dbo.t (n int)", 229),
            Map.entry("CREATE TABLE t (n int)", 262),
            Map.entry("DROP TABLE Closed.dbo.t", 3701),
            Map.entry("TRUNCATE TABLE Closed.dbo.t", 1088),
            Map.entry("USE Closed", 916),
            Map.entry("EXEC Closed.dbo.sp_tables @table_qualifier = 'Closed'", 916),
            Map.entry("CREATE DATABASE mine", 262),
            Map.entry("ALTER DATABASE Closed SET OFFLINE", 5011),
            Map.entry("DROP DATABASE Closed", 3701),
            Map.entry("BACKUP DATABASE Closed TO DISK = 'closed.bak'", 262),
            Map.entry("BACKUP LOG Closed TO DISK = 'closed.trn'", 262),
            Map.entry("DECLARE @f varchar(9) = 'a.bak'; BACKUP DATABASE Closed TO DISK = @f", 262),
            Map.entry("RESTORE DATABASE Closed FROM DISK = 'closed.bak'", 3110),
            Map.entry("RESTORE HEADERONLY FROM DISK = 'closed.bak'", 262),
            Map.entry("EXEC sp_configure 'backup checksum default', 1", 15247),
            Map.entry("RECONFIGURE", 5812),
            Map.entry("DBCC CHECKDB ('Closed')", 7983),
            Map.entry("DBCC TRACEON (3226, -1)", 2571),
            Map.entry("DBCC TRACEOFF (3226, -1)", 2571),
            Map.entry("EXEC xp_dirtree '/'", 229),
            Map.entry("EXEC master..xp_readerrorlog", 229),
            Map.entry("EXEC sp_detach_db 'Closed'", 15247),
            Map.entry("EXEC msdb.dbo.sp_delete_backuphistory '2026-01-01'", 229),
            Map.entry("RAISERROR ('x', 10, 1) WITH LOG", 2778),
            Map.entry("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'A-Pa55word-of-mine'", 15247),
            Map.entry("CREATE CERTIFICATE c WITH SUBJECT = 's'", 15247),
            Map.entry("BACKUP CERTIFICATE c TO FILE = 'c.cer'", 15151),
            Map.entry("CREATE CREDENTIAL c WITH IDENTITY = 'i'", 15247),
            Map.entry("DROP CREDENTIAL c", 15151),
            Map.entry("CREATE DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i'", 15247),
            Map.entry("ALTER DATABASE SCOPED CREDENTIAL c WITH IDENTITY = 'i'", 15151),
            Map.entry("DROP DATABASE SCOPED CREDENTIAL c", 15151),
            Map.entry("BACKUP MASTER KEY TO FILE = 'k' ENCRYPTION BY PASSWORD = 'A-Pa55word-of-mine'", 15247),
            Map.entry("BACKUP SERVICE MASTER KEY TO FILE = 'k' ENCRYPTION BY PASSWORD = 'A-Pa55word-of-mine'", 15247));

    private static final List<String> EVERYBODYS = List.of(
            "SELECT 1",
            "CREATE TABLE #own (n int); INSERT #own VALUES (1); SELECT n FROM #own; DROP TABLE #own",
            "DECLARE @t TABLE (n int); INSERT @t VALUES (1); DECLARE @n int; SELECT @n = n FROM @t",
            "BEGIN TRANSACTION; COMMIT",
            "SET NOCOUNT ON; PRINT 'x'",
            "EXEC sp_executesql N'SELECT 1'",
            "EXEC sp_MSforeachdb 'USE [?]'",
            "USE msdb; USE master");

    @Test
    void othersDoOnlyWhatIsEverybodys() {
        assertThat(errors(test.newSession(), "CREATE DATABASE Closed; CREATE TABLE Closed.dbo.t (n int)"))
                .isEmpty();
        try (Session guest =
                test.instance().newSession("guest", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            for (String text : EVERYBODYS) {
                assertThat(errors(guest, text)).as(text).isEmpty();
            }
            REFUSED.forEach((text, number) ->
                    assertThat(errors(guest, text)).as(text).first().isEqualTo(number));
        }
    }

    private static Iterable<Integer> errors(Session session, String batch) {
        Answers answers = TestInstance.run(session, batch);
        return answers.errorNumbers();
    }
}

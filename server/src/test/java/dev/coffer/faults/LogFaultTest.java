package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log that is kept for backups is lost, in whole or in part: said at once, and a full begins anew. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LogFaultTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path home = Path.of("/");

    @BeforeEach
    void create() throws Exception {
        test.run("CREATE DATABASE Till", "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY)");
        home = Bank.folder(test.dataFolder(), "Till");
    }

    private String file(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private void fill(int rows) throws Exception {
        Bank.execute(
                home,
                "CREATE TABLE dbo.pad AS SELECT g, repeat(md5(g::text), 10) AS pad FROM generate_series(1, " + rows
                        + ") g");
    }

    @Test
    void aFullBeginsTheChainAnewWhereItsLogWasLost() throws Exception {
        test.run("BACKUP DATABASE Till TO " + file("1.bak"));
        Bank.execute(home, "SELECT pg_drop_replication_slot('coffer_log')");
        test.run(
                "BACKUP DATABASE Till TO " + file("2.bak"),
                "INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP LOG Till TO " + file("2.trn"),
                "RESTORE DATABASE Copy FROM " + file("2.bak") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("2.trn"));
        assertThat(test.run("SELECT Id FROM Copy.dbo.Sale").rows(0)).containsExactly(List.of(1));
    }

    @Test
    void aFullThatEndsUnderSimpleBeginsNoChain() throws Exception {
        fill(60_000);
        Thread full = new Thread(() -> test.run("BACKUP DATABASE Till TO " + file("1.bak") + " WITH COMPRESSION"));
        full.start();
        while (full.isAlive()
                && !Bank.ask(home, "SELECT count(*)::text FROM pg_replication_slots")
                        .contains("2")) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        test.run("ALTER DATABASE Till SET RECOVERY SIMPLE");
        full.join();
        assertThat(Bank.ask(test.dataFolder().resolve("master"), "SELECT position::text FROM coffer.log_chain"))
                .isEmpty();
        assertThat(Bank.ask(home, "SELECT slot_name FROM pg_replication_slots")).isEmpty();
        test.run(
                "ALTER DATABASE Till SET RECOVERY FULL",
                "BACKUP DATABASE Till TO " + file("2.bak"),
                "BACKUP LOG Till TO " + file("2.trn"));
    }

    @Test
    void theLogOfADeadDatabaseSaysThatMoreWasWritten() throws Exception {
        test.run("BACKUP DATABASE Till TO " + file("1.bak"), "INSERT INTO Till.dbo.Sale VALUES (1)");
        Bank.execute(home, "SELECT pg_switch_wal()");
        String lost = Bank.ask(home, "SELECT pg_walfile_name(pg_current_wal_lsn() + 1048576)")
                .get(0);
        fill(10_000);
        test.run("INSERT INTO Till.dbo.Sale VALUES (2)");
        long server = LiveCluster.postmaster(home);
        assertThat(new ProcessBuilder("kill", "-9", Long.toString(server))
                        .start()
                        .waitFor())
                .isZero();
        while (!LiveCluster.processes(home).isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        Files.delete(home.resolve("cluster/PG_VERSION"));
        Files.delete(home.resolve("cluster/pg_wal").resolve(lost));
        Session session = test.newSession();
        assertThat(numbers(TestInstance.run(session, "BACKUP LOG Till TO " + file("dead.trn") + " WITH NO_TRUNCATE")))
                .contains(49963, 3014);
        test.run("RESTORE DATABASE Copy FROM " + file("1.bak") + " WITH NORECOVERY");
        assertThat(numbers(TestInstance.run(session, "RESTORE LOG Copy FROM " + file("dead.trn"))))
                .contains(3184, 3014);
        assertThat(test.run("SELECT Id FROM Copy.dbo.Sale").rows(0)).containsExactly(List.of(1));
    }

    @Test
    void keptLogIsBoundedAndSaysWhatWasLost() throws Exception {
        test.run("BACKUP DATABASE Till TO " + file("1.bak"), "INSERT INTO Till.dbo.Sale VALUES (1)");
        test.run(
                "BACKUP LOG Till TO " + file("1.trn"),
                "EXEC sp_configure 'kept log max MB', 16",
                "RECONFIGURE",
                "INSERT INTO Till.dbo.Sale VALUES (2)");
        awaitBound("16MB");
        fill(100_000);
        test.run("USE Till; CHECKPOINT");
        Session session = test.newSession();
        Answers lost = TestInstance.run(session, "BACKUP LOG Till TO " + file("2.trn"));
        assertThat(lost.errorNumbers()).containsExactly(4214, 3013);
        assertThat(lost.texts()).contains("Take a full backup", "more than 16MB of it had to be kept");
        // A server that starts later has the bound too, and another is in force at once.
        test.stop();
        test.run("BACKUP DATABASE Till TO " + file("2.bak"));
        awaitBound("16MB");
        test.run("EXEC sp_configure 'kept log max MB', 2048", "RECONFIGURE");
        awaitBound("2GB");
        test.run(
                "INSERT INTO Till.dbo.Sale VALUES (3)",
                "BACKUP LOG Till TO " + file("3.trn"),
                "RESTORE DATABASE Copy FROM " + file("2.bak") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("3.trn"));
        assertThat(test.run("SELECT COUNT(*) FROM Copy.dbo.Sale").rows(0)).containsExactly(List.of(3));
    }

    @Test
    void aFullDuringWhichMoreIsWrittenThanIsKeptSaysSo() throws Exception {
        test.run("EXEC sp_configure 'kept log max MB', 16", "RECONFIGURE");
        fill(60_000);
        Answers[] told = new Answers[1];
        Thread full = new Thread(() -> told[0] = test.run("BACKUP DATABASE Till TO " + file("1.bak")));
        full.start();
        while (full.isAlive()) {
            Bank.ask(
                    home,
                    "SELECT pg_logical_emit_message(false, 'x', repeat('x', 1048576))::text"
                            + " FROM generate_series(1, 8)");
        }
        full.join();
        assertThat(told[0].messages()).extracting(SqlMessage::number).contains(49929);
        assertThat(told[0].texts()).contains("'kept log max MB' is 16", "BACKUP LOG at once");
        awaitBound("16MB");
        Bank.execute(home, "CHECKPOINT");
        Answers lost = TestInstance.run(test.newSession(), "BACKUP LOG Till TO " + file("1.trn"));
        assertThat(lost.errorNumbers()).containsExactly(4214, 3013);
        assertThat(lost.texts()).contains("more than 16MB of it had to be kept");
        Answers quiet = test.run("BACKUP DATABASE Till TO " + file("2.bak"), "BACKUP LOG Till TO " + file("2.trn"));
        assertThat(quiet.messages()).extracting(SqlMessage::number).doesNotContain(49929);
    }

    /** A server reads its configuration again in its own time. */
    private void awaitBound(String bound) throws Exception {
        String ask = "SELECT current_setting('max_slot_wal_keep_size')";
        for (int i = 0; i < 1_000 && !Bank.ask(home, ask).contains(bound); i++) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertThat(Bank.ask(home, ask)).containsExactly(bound);
    }

    @Test
    void aLogThatTheHistoryMissedAndTheNextOneWhichHoldsItToo() throws Exception {
        test.run("BACKUP DATABASE Till TO " + file("full.bak"));
        // As though Coffer were killed behind the commit of the set: at the chain's first log, and at a later one.
        for (int round = 1; round <= 2; round++) {
            test.run("INSERT INTO Till.dbo.Sale VALUES (" + 10 * round + ")");
            missed("BACKUP LOG Till TO " + file(round + "-missed.trn"));
            test.run(
                    "INSERT INTO Till.dbo.Sale VALUES (" + (10 * round + 1) + ")",
                    "BACKUP LOG Till TO " + file(round + ".trn"));
        }
        List<List<String>> ways = List.of(
                List.of("1", "2"),
                List.of("1-missed", "1", "2"),
                List.of("1", "2-missed", "2"),
                List.of("1-missed", "1", "2-missed", "2"));
        for (List<String> way : ways) {
            test.run("RESTORE DATABASE Copy FROM " + file("full.bak") + " WITH NORECOVERY");
            for (String log : way) {
                test.run("RESTORE LOG Copy FROM " + file(log + ".trn") + " WITH NORECOVERY");
            }
            test.run("RESTORE DATABASE Copy WITH RECOVERY");
            assertThat(test.run("SELECT Id FROM Copy.dbo.Sale ORDER BY Id").rows(0))
                    .as("by " + way)
                    .containsExactly(List.of(10), List.of(11), List.of(20), List.of(21));
            test.run("DROP DATABASE Copy");
        }
    }

    /** The set is committed, and its row cannot be written. */
    private void missed(String backup) throws Exception {
        Path master = test.dataFolder().resolve("master");
        Bank.execute(master, "ALTER TABLE coffer.backup_set ADD CONSTRAINT never CHECK (false) NOT VALID");
        Answers answers = TestInstance.run(test.newSession(), backup);
        assertThat(answers.messages()).extracting(SqlMessage::number).contains(3009, 3014);
        Bank.execute(master, "ALTER TABLE coffer.backup_set DROP CONSTRAINT never");
    }

    private static List<Integer> numbers(Answers answers) {
        assertThat(answers.errors()).isEmpty();
        return answers.messages().stream().map(SqlMessage::number).toList();
    }
}

package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What sessions of a real server see of each other, and how one ends another. */
class SessionListTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static Connection connect(String program) throws SQLException {
        return SERVER.connect("true", "sa", TestServer.PASSWORD, ";applicationName=" + program);
    }

    @Test
    void everySessionIsListedUnderItsOwnNumber() throws Exception {
        try (Connection first = connect("First \"tool\" \\ ü");
                Connection second = connect("second")) {
            String id = text(first, "SELECT @@SPID");
            assertThat(text(second, "SELECT program_name FROM sys.dm_exec_sessions WHERE session_id = " + id))
                    .isEqualTo("First \"tool\" \\ ü");
            assertThat(text(second, "SELECT status FROM sys.dm_exec_sessions WHERE session_id = " + id))
                    .isEqualTo("sleeping");
            assertThat(text(
                            second,
                            "SELECT net_transport + encrypt_option + client_net_address"
                                    + " FROM sys.dm_exec_connections WHERE session_id = " + id))
                    .isEqualTo("TCPTRUE127.0.0.1");
            assertThat(text(second, "SELECT session_id FROM sys.dm_exec_requests WHERE command = 'SELECT'"))
                    .isEqualTo(text(second, "SELECT @@SPID"));
            assertThat(text(second, "EXEC sp_who " + id)).isEqualTo(id);
            assertThat(text(second, "EXEC sp_who2 " + id).strip()).isEqualTo(id);
            assertThat(text(second, "SELECT COUNT(*) FROM master..sysprocesses WHERE spid = " + id))
                    .isEqualTo("1");
        }
    }

    @Test
    void liveRowsJoinWithTheTablesOfADatabase() throws Exception {
        try (Connection connection = connect("joining")) {
            run(connection, "CREATE DATABASE Joined");
            run(connection, "USE Joined CREATE TABLE Note (spid int, word varchar(10))");
            run(connection, "INSERT Note VALUES (@@SPID, 'mine')");
            assertThat(text(
                            connection,
                            "SELECT n.word + ' ' + s.program_name FROM Note n"
                                    + " JOIN sys.dm_exec_sessions s ON s.session_id = n.spid"))
                    .isEqualTo("mine joining");
        }
    }

    @Test
    void killEndsAWaitingStatementAndItsConnection() throws Exception {
        try (Connection victim = connect("victim");
                Connection killer = connect("killer")) {
            String id = text(victim, "SELECT @@SPID");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    run(victim, "WAITFOR DELAY '00:10:00'");
                } catch (SQLException ended) {
                    throw new IllegalStateException(ended);
                }
            });
            await(killer, "SELECT wait_type FROM sys.dm_exec_requests WHERE session_id = " + id, List.of("WAITFOR"));
            run(killer, "KILL " + id);
            assertThatThrownBy(() -> waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(SQLException.class);
            await(killer, "SELECT session_id FROM sys.dm_exec_sessions WHERE session_id = " + id, List.of());
            assertThatThrownBy(() -> run(victim, "PRINT 'again'")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void whoWatchesSeesWhatOthersRunWithoutTheirSecrets() throws Exception {
        try (Connection watched = connect("watched");
                Connection watcher = connect("watcher")) {
            String id = text(watched, "SELECT @@SPID");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    run(watched, "DECLARE @p char(6) = 'hidden' IF @p <> 'x' WAITFOR DELAY '00:10:00'");
                } catch (SQLException ended) {
                    throw new IllegalStateException(ended);
                }
            });
            String running =
                    "SELECT t.text FROM sys.dm_exec_requests r CROSS APPLY sys.dm_exec_sql_text(r.sql_handle) t"
                            + " WHERE r.session_id = " + id;
            await(watcher, running, List.of("WAITFOR DELAY '***'"));
            run(watcher, "KILL " + id);
            assertThatThrownBy(() -> waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(SQLException.class);
        }
    }

    @Test
    void theLastStatementOfASessionThatRestsIsKept() throws Exception {
        try (Connection resting = connect("resting");
                Connection watcher = connect("watcher")) {
            String id = text(resting, "SELECT @@SPID");
            assertThat(text(
                            watcher,
                            "SELECT t.text FROM sys.dm_exec_connections c"
                                    + " OUTER APPLY sys.dm_exec_sql_text(c.most_recent_sql_handle) AS t"
                                    + " WHERE c.session_id = " + id))
                    .isEqualTo("SELECT @@SPID");
            run(watcher, "CREATE DATABASE Watching");
            assertThat(text(
                            watcher,
                            "USE Watching CREATE TABLE Seen (spid int) INSERT Seen VALUES (" + id + ") "
                                    + "SELECT (SELECT text FROM sys.dm_exec_sql_text(c.most_recent_sql_handle))"
                                    + " FROM Seen s JOIN sys.dm_exec_connections c ON c.session_id = s.spid"))
                    .isEqualTo("SELECT @@SPID");
            run(watcher, "USE master DROP DATABASE Watching");
        }
    }

    @Test
    void killRollsAnIdleSessionsTransactionBack() throws Exception {
        try (Connection victim = connect("idle");
                Connection killer = connect("killer")) {
            run(killer, "CREATE DATABASE Held");
            run(killer, "USE Held CREATE TABLE T (a int)");
            run(victim, "USE Held BEGIN TRANSACTION INSERT T VALUES (1)");
            String id = text(victim, "SELECT @@SPID");
            assertThat(text(killer, "SELECT open_transaction_count FROM sys.dm_exec_sessions WHERE session_id = " + id))
                    .isEqualTo("1");
            run(killer, "KILL " + id);
            await(killer, "SELECT session_id FROM sys.dm_exec_sessions WHERE session_id = " + id, List.of());
            assertThat(text(killer, "SELECT COUNT(*) FROM T")).isEqualTo("0");
            run(killer, "USE master DROP DATABASE Held");
        }
    }

    /** Asks until the first column is as expected. */
    private static void await(Connection connection, String query, List<String> expected) throws SQLException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        List<String> found = column(connection, query);
        while (!found.equals(expected)) {
            assertThat(System.nanoTime()).as("%s: %s", query, found).isLessThan(deadline);
            found = column(connection, query);
        }
    }

    private static void run(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(batch);
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        return column(connection, query).get(0);
    }

    private static List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }
}

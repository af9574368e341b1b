package dev.coffer.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * More idle sessions than PostgreSQL takes connections, each of which has used one; those that have something only
 * their connection knows keep it. {@code -Dcoffer.load.idle=1000} opens as many and prints what they cost.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class IdleSessionsTest {

    private static final int SESSIONS = Integer.getInteger("coffer.load.idle", 420);

    /** PostgreSQL's, of both clusters together, and its helpers. */
    private static final long MOST_ENGINE_PROCESSES = 300;

    @TempDir
    Path folder;

    @Test
    void idleSessionsHoldNoConnectionToTheEngine() throws Exception {
        List<Connection> sessions = new ArrayList<>();
        try (ServerProcess server = ServerProcess.start(folder, "Idle-Pa55word", ServerProcess.AS_SHIPPED)) {
            Connection first = server.connect();
            sessions.add(first);
            run(first, "CREATE DATABASE Idle");
            run(first, "USE Idle CREATE TABLE T (id int IDENTITY(7, 1) PRIMARY KEY, word varchar(10))");
            run(first, "INSERT T VALUES ('first')");
            Connection inTransaction = server.connect();
            sessions.add(inTransaction);
            run(inTransaction, "USE Idle BEGIN TRANSACTION INSERT T VALUES ('second')");
            Connection withTable = server.connect();
            sessions.add(withTable);
            run(withTable, "CREATE TABLE #kept (n int) INSERT #kept VALUES (5)");
            long before = server.residentKibibytes();
            while (sessions.size() < SESSIONS) {
                Connection session = server.connect();
                sessions.add(session);
                assertThat(number(session, "SELECT COUNT(*) FROM sys.databases"))
                        .isEqualTo(3);
            }
            System.out.printf(
                    "%d sessions: the server has %d MiB resident, %d MiB more than with three; %d engine processes%n",
                    sessions.size(),
                    server.residentKibibytes() / 1024,
                    (server.residentKibibytes() - before) / 1024,
                    server.engineProcesses());
            assertThat(server.engineProcesses()).isLessThan(MOST_ENGINE_PROCESSES);
            assertThat(number(first, "SELECT SCOPE_IDENTITY()")).isEqualTo(7);
            assertThat(number(first, "SELECT COUNT(*) FROM T WITH (NOLOCK)")).isEqualTo(1);
            run(inTransaction, "COMMIT");
            assertThat(number(first, "SELECT COUNT(*) FROM T")).isEqualTo(2);
            assertThat(number(withTable, "SELECT n FROM #kept")).isEqualTo(5);
            for (Connection session : sessions) {
                assertThat(session.isValid(60)).isTrue();
            }
            for (Connection session : sessions) {
                session.close();
            }
        }
    }

    private static void run(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(batch);
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getInt(1);
        }
    }
}

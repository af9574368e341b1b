package dev.coffer.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * More backups at once than there are places: all others wait, are seen to wait, and can be cancelled while they do.
 * {@code -Dcoffer.load.backups=24} takes more of them.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BackupQueueTest {

    private static final int BACKUPS = Integer.getInteger("coffer.load.backups", 6);
    private static final long LIMIT_SECONDS = 300;

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Integer, Statement> statements = new HashMap<>();
    private final Map<Integer, Future<?>> backups = new HashMap<>();

    @AfterEach
    void close() throws SQLException {
        for (Statement statement : statements.values()) {
            statement.getConnection().close();
        }
        threads.shutdownNow();
    }

    @Test
    void backupsBeyondThePlacesWaitAndCanBeCancelled() throws Exception {
        try (Connection connection = SERVER.connect("true");
                Statement watch = connection.createStatement()) {
            for (int i = 0; i < BACKUPS; i++) {
                watch.execute("CREATE DATABASE Load" + i);
                watch.execute("USE Load" + i + " SELECT TOP 20000 NEWID() AS a, NEWID() AS b INTO T"
                        + " FROM sys.all_columns x CROSS JOIN sys.all_columns y USE master");
            }
            for (int i = 0; i < BACKUPS; i++) {
                start(i);
            }
            int cancelled = awaitWaiting(watch);
            statements.get(cancelled).cancel();
            Future<?> taken = backups.remove(cancelled);
            assertThatThrownBy(() -> taken.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(SQLException.class);
            for (Future<?> each : backups.values()) {
                each.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
            List<Integer> listed = numbers(watch, "SELECT COUNT(*) FROM msdb.dbo.backupset");
            assertThat(listed).containsExactly(BACKUPS - 1);
            assertThat(file(cancelled)).doesNotExist();
            // The session of the cancelled one goes on.
            statements.get(cancelled).execute(text(cancelled));
        }
    }

    private static Path file(int number) {
        return SERVER.folder().resolve(number + ".bak");
    }

    private static String text(int number) {
        return "BACKUP DATABASE Load" + number + " TO DISK = '" + file(number) + "' WITH FORMAT";
    }

    private void start(int number) throws SQLException {
        Connection connection = SERVER.connect("true", "sa", TestServer.PASSWORD, ";applicationName=backup" + number);
        Statement statement = connection.createStatement();
        statements.put(number, statement);
        backups.put(number, threads.submit(() -> {
            statement.execute(text(number));
            return true;
        }));
    }

    /** Watches until one waits for a place; answers its number. Never do more run than there are places. */
    private static int awaitWaiting(Statement watch) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            List<Integer> running =
                    numbers(watch, "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE percent_complete > 0");
            assertThat(running.get(0)).isLessThanOrEqualTo(SERVER.places());
            List<Integer> waiting = numbers(
                    watch,
                    "SELECT CAST(REPLACE(s.program_name, 'backup', '') AS int) FROM sys.dm_exec_requests r"
                            + " JOIN sys.dm_exec_sessions s ON s.session_id = r.session_id"
                            + " WHERE r.wait_type = 'BACKUP_QUEUE' AND r.status = 'suspended'"
                            + " AND r.command = 'BACKUP DATABASE' ORDER BY r.wait_time");
            if (!waiting.isEmpty()) {
                return waiting.get(0);
            }
            assertThat(System.nanoTime()).as("No backup was seen to wait").isLessThan(deadline);
        }
    }

    private static List<Integer> numbers(Statement statement, String query) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getInt(1));
            }
        }
        return numbers;
    }
}

package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import com.microsoft.sqlserver.jdbc.ISQLServerMessageHandler;
import dev.coffer.app.TestServer;
import dev.coffer.bytes.Hex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Microsoft's driver and its users expect of a conversation. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ConversationTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = SERVER.connect("true");
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @Test
    void severalResultsOfOneBatch() throws Exception {
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT 1 AS a SELECT N'two' AS b, N'Ångström 漢字 😀' AS c"))
                    .isTrue();
            assertThat(first(statement)).isEqualTo("1");
            assertThat(statement.getMoreResults()).isTrue();
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("c")).isEqualTo("Ångström 漢字 😀");
                assertThat(rows.getMetaData().getColumnTypeName(2)).isEqualTo("nvarchar");
            }
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void updateCountsAndErrors() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE counting");
            statement.execute("USE counting");
            assertThat(connection.getCatalog()).isEqualTo("counting");
            assertThat(statement.executeUpdate("CREATE TABLE t (id int PRIMARY KEY, name nvarchar(20) NOT NULL)"))
                    .isZero();
            assertThat(statement.executeUpdate("INSERT INTO t VALUES (1, N'a'), (2, N'b')"))
                    .isEqualTo(2);
            assertThat(statement.executeUpdate("UPDATE t SET name = N'c'")).isEqualTo(2);
            assertThat(statement.executeUpdate("DELETE FROM t WHERE id = 2")).isEqualTo(1);
            assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (1, N'again')"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> {
                        assertThat(failure.getErrorCode()).isEqualTo(2627);
                        assertThat(failure.getSQLState()).isEqualTo("23000");
                    });
            assertThatThrownBy(() -> statement.execute("SELECT * FROM nowhere"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getErrorCode()).isEqualTo(208));
            statement.execute("USE master DROP DATABASE counting");
        }
    }

    @Test
    void transactionsRollBack() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE undoing");
            statement.execute("USE undoing");
            statement.execute("CREATE TABLE t (id int)");
            statement.execute("BEGIN TRANSACTION INSERT INTO t VALUES (1)");
            assertThat(first(statement, "SELECT count(*) FROM t")).isEqualTo("1");
            statement.execute("ROLLBACK TRANSACTION");
            assertThat(first(statement, "SELECT count(*) FROM t")).isEqualTo("0");
            statement.execute("BEGIN TRANSACTION INSERT INTO t VALUES (1) COMMIT TRANSACTION");
            assertThat(first(statement, "SELECT count(*) FROM t")).isEqualTo("1");
            statement.execute("USE master DROP DATABASE undoing");
        }
    }

    @Test
    void messagesArriveBeforeTheEnd() throws Exception {
        Path file = SERVER.folder().resolve("messages.bak");
        List<Integer> numbers = new CopyOnWriteArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        List<Boolean> running = new CopyOnWriteArrayList<>();
        ISQLServerMessageHandler handler = message -> {
            numbers.add(message.getErrorNumber());
            running.add(last.getCount() > 0);
            return message;
        };
        connection.unwrap(ISQLServerConnection.class).setServerMessageHandler(handler);
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE talking");
            statement.execute("BACKUP DATABASE talking TO DISK = '" + file + "' WITH STATS = 10");
            last.countDown();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) {
                assertThat(warning.getSQLState()).isNotNull();
            }
            assertThat(numbers).contains(3211, 4035, 3014);
            assertThat(running).doesNotContain(false);
            statement.execute("DROP DATABASE talking");
        }
    }

    @Test
    void cancelledBackupLeavesNothingAndTheSessionGoesOn() throws Exception {
        Path file = SERVER.folder().resolve("cancelled.bak");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE heavy");
            statement.execute("USE heavy");
            statement.execute("CREATE TABLE t (b varbinary(max))");
            fill(statement, 40);
            statement.execute("USE master");
            CountDownLatch progress = new CountDownLatch(1);
            connection.unwrap(ISQLServerConnection.class).setServerMessageHandler(message -> {
                progress.countDown();
                return message;
            });
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                Future<?> backup = other.submit(
                        () -> statement.execute("BACKUP DATABASE heavy TO DISK = '" + file + "' WITH STATS = 1"));
                assertThat(progress.await(60, TimeUnit.SECONDS)).isTrue();
                statement.cancel();
                assertThatThrownBy(() -> backup.get(30, TimeUnit.SECONDS)).hasMessageContaining("cancel");
            } finally {
                other.shutdownNow();
            }
            assertThat(file).doesNotExist();
            try (Stream<Path> writing = Files.list(SERVER.dataFolder().resolve("writing"))) {
                assertThat(writing).isEmpty();
            }
            assertThat(first(statement, "SELECT 1")).isEqualTo("1");
            statement.execute("BACKUP DATABASE heavy TO DISK = '" + file + "'");
            assertThat(file).exists();
            statement.execute("DROP DATABASE heavy");
        }
    }

    private static void fill(Statement statement, int megabytes) throws SQLException {
        byte[] noise = new byte[1 << 20];
        Random random = new Random(7);
        for (int index = 0; index < megabytes; index++) {
            random.nextBytes(noise);
            assertThat(statement.executeUpdate("INSERT INTO t VALUES (" + Hex.literal(noise) + ")"))
                    .isEqualTo(1);
        }
    }

    static String first(Statement statement, String query) throws SQLException {
        assertThat(statement.execute(query)).isTrue();
        return first(statement);
    }

    static String first(Statement statement) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}

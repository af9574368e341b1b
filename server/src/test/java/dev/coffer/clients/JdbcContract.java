package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every driver for JDBC does with a server, and sees. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
abstract class JdbcContract extends JdbcConnection {

    private static final String GREETING = "Привет, ёжик 漢字 😀 'quoted'";

    @Test
    void runsTheScriptsOfThePages() throws Exception {
        List<String> texts = new ArrayList<>();
        List<String> customers = new ArrayList<>();
        try (Statement statement = connection().createStatement()) {
            for (String batch : Scripts.batches()) {
                boolean rows = statement.execute(batch);
                while (rows || statement.getUpdateCount() != -1) {
                    if (rows) {
                        customers.addAll(column(statement.getResultSet(), "Customer"));
                    }
                    rows = statement.getMoreResults();
                }
                for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                    texts.add(told.getMessage());
                }
                statement.clearWarnings();
            }
        }
        Scripts.requireFiles(server());
        assertThat(customers).isEqualTo(Scripts.CUSTOMERS);
        assertThat(texts)
                .contains("3. An encrypted backup")
                .anyMatch(text -> text.matches("\\d+ percent processed\\."))
                .anyMatch(text -> text.startsWith("BACKUP DATABASE successfully processed "))
                .anyMatch(text -> text.startsWith("RESTORE DATABASE successfully processed "));
        assertThat(connection().getCatalog()).isEqualTo("MyTestDB");
    }

    @Test
    void passesParameters() throws Exception {
        Timestamp moment = Timestamp.valueOf(LocalDateTime.of(2026, 2, 3, 4, 5, 6, 790_000_000));
        try (PreparedStatement query = connection()
                .prepareStatement("SELECT ? + 1, CAST(? AS nvarchar(100)), CAST(? AS int), ? * 2,"
                        + " CAST(? AS datetime), CAST(? AS bigint)")) {
            for (int round = 0; round < 3; round++) {
                query.setInt(1, 41 + round);
                query.setString(2, GREETING);
                query.setNull(3, Types.INTEGER);
                query.setBigDecimal(4, new BigDecimal("12.345"));
                query.setTimestamp(5, moment);
                query.setLong(6, Long.MIN_VALUE);
                try (ResultSet rows = query.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(42 + round);
                    assertThat(rows.getString(2)).isEqualTo(GREETING);
                    assertThat(rows.getInt(3)).isZero();
                    assertThat(rows.wasNull()).isTrue();
                    assertThat(rows.getBigDecimal(4)).isEqualByComparingTo("24.690");
                    assertThat(rows.getTimestamp(5)).isEqualTo(moment);
                    assertThat(rows.getLong(6)).isEqualTo(Long.MIN_VALUE);
                    assertThat(rows.next()).isFalse();
                }
            }
        }
    }

    @Test
    void writesManyRowsAtOnce() throws Exception {
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE #many (n int, name nvarchar(40))");
            try (PreparedStatement insert = connection().prepareStatement("INSERT INTO #many VALUES (?, ?)")) {
                for (int n = 0; n < 500; n++) {
                    insert.setInt(1, n);
                    insert.setString(2, n % 2 == 0 ? null : "имя " + n);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(500).containsOnly(1);
            }
            assertThat(first(
                            statement,
                            "SELECT CAST(COUNT(*) AS varchar(9)) + ' ' + CAST(COUNT(name) AS varchar(9))"
                                    + " + ' ' + CAST(SUM(n) AS varchar(9)) FROM #many"))
                    .isEqualTo("500 250 124750");
        }
    }

    @Test
    void returnsTheKeysItMade() throws Exception {
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE #keyed (id int IDENTITY(10, 5), name nvarchar(40))");
            statement.executeUpdate("INSERT INTO #keyed (name) VALUES (N'a')", Statement.RETURN_GENERATED_KEYS);
            assertThat(column(statement.getGeneratedKeys(), 1)).containsExactly("10");
            try (PreparedStatement insert = connection()
                    .prepareStatement("INSERT INTO #keyed (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
                insert.setString(1, "b");
                assertThat(insert.executeUpdate()).isEqualTo(1);
                assertThat(column(insert.getGeneratedKeys(), 1)).containsExactly("15");
            }
        }
    }

    @Test
    void seesSeveralResults() throws Exception {
        try (Statement statement = connection().createStatement()) {
            assertThat(statement.execute("SELECT 1 AS a, 2 AS b; SELECT N'" + GREETING.replace("'", "''") + "' AS c"))
                    .isTrue();
            try (ResultSet rows = statement.getResultSet()) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(2);
                assertThat(rows.getMetaData().getColumnTypeName(1)).isEqualTo("int");
                assertThat(column(rows, "b")).containsExactly("2");
            }
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(column(statement.getResultSet(), "c")).containsExactly(GREETING);
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(-1);
        }
    }

    @Test
    void carriesBigValuesBothWays() throws Exception {
        byte[] bytes = new byte[1 << 20];
        new Random(11).nextBytes(bytes);
        String text = "aЯ😀".repeat(bytes.length / 4);
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE #big (b varbinary(max), t nvarchar(max), n varbinary(max))");
            try (PreparedStatement insert = connection().prepareStatement("INSERT INTO #big VALUES (?, ?, ?)")) {
                insert.setBytes(1, bytes);
                insert.setString(2, text);
                insert.setNull(3, Types.VARBINARY);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            try (ResultSet rows = statement.executeQuery("SELECT b, t, n, DATALENGTH(b) FROM #big")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getBytes(1)).isEqualTo(bytes);
                assertThat(rows.getString(2)).isEqualTo(text);
                assertThat(rows.getBytes(3)).isNull();
                assertThat(rows.getLong(4)).isEqualTo(bytes.length);
            }
        }
    }

    @Test
    void commitsAndRollsBack() throws Exception {
        try (Statement statement = connection().createStatement()) {
            statement.execute("CREATE TABLE #t (n int)");
            connection().setAutoCommit(false);
            statement.executeUpdate("INSERT INTO #t VALUES (1)");
            connection().commit();
            statement.executeUpdate("INSERT INTO #t VALUES (2)");
            connection().setSavepoint("here");
            statement.executeUpdate("DELETE FROM #t");
            assertThat(first(statement, "SELECT COUNT(*) FROM #t")).isEqualTo("0");
            connection().rollback();
            connection().setAutoCommit(true);
            assertThat(first(statement, "SELECT n FROM #t")).isEqualTo("1");
            assertThat(first(statement, "SELECT @@TRANCOUNT")).isEqualTo("0");
        }
    }

    @Test
    void isRefusedWithAWrongPassword() {
        assertThatThrownBy(() -> connect("not the password")).isInstanceOfSatisfying(SQLException.class, refused -> {
            assertThat(refused.getErrorCode()).isEqualTo(18456);
            assertThat(refused.getMessage()).startsWith("Login failed for user 'sa'.");
        });
    }

    @Test
    void seesErrorsAndGoesOn() throws Exception {
        try (Statement statement = connection().createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM nowhere"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> {
                        assertThat(failure.getErrorCode()).isEqualTo(208);
                        assertThat(failure.getSQLState()).isEqualTo("S0002");
                    });
            assertThatThrownBy(() -> statement.execute("RAISERROR(N'Ой', 16, 1)"))
                    .isInstanceOfSatisfying(SQLException.class, failure -> {
                        assertThat(failure.getErrorCode()).isEqualTo(50000);
                        assertThat(failure.getMessage()).isEqualTo("Ой");
                    });
            assertThat(first(statement, "SELECT 7")).isEqualTo("7");
        }
    }

    @Test
    void timesOut() throws Exception {
        try (Statement statement = connection().createStatement()) {
            statement.setQueryTimeout(1);
            assertThatThrownBy(() -> statement.execute("WAITFOR DELAY '00:01:00'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("timed out");
            statement.setQueryTimeout(0);
            assertThat(first(statement, "SELECT 7")).isEqualTo("7");
        }
    }

    @Test
    void cancelsABackupAtItsFirstProgress() throws Exception {
        HeavyDatabase.make(server());
        Path file = server().folder().resolve("jdbc.bak");
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Statement statement = connection().createStatement()) {
            Future<Boolean> backup = other.submit(() -> statement.execute(HeavyDatabase.backup(file)));
            awaitProgress(statement, backup);
            assertThat(file).as("while it runs").doesNotExist();
            statement.cancel();
            assertThatThrownBy(() -> backup.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(SQLException.class)
                    .hasMessageMatching("(?is).*cancel.*");
            HeavyDatabase.requireNothing(server(), file);
            assertThat(first(statement, "SELECT 7")).isEqualTo("7");
        } finally {
            other.shutdownNow();
        }
    }

    /** Looks from this thread at what the other one's statement was told, until that is a percentage. */
    private static void awaitProgress(Statement statement, Future<Boolean> backup) throws Exception {
        while (true) {
            for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                if (told.getErrorCode() == 3211) {
                    return;
                }
            }
            if (backup.isDone()) {
                throw new AssertionError("The backup ended without progress: " + backup.get());
            }
            Thread.onSpinWait();
        }
    }
}

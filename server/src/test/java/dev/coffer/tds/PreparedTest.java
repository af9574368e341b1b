package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prepared statements, large values and transactions of both drivers, all the way into a database. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PreparedTest {

    private static final String MICROSOFT = "microsoft";
    private static final String JTDS = "jtds";

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void createDatabase() throws SQLException {
        try (Connection connection = SERVER.connect("true");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE shop");
            statement.execute("USE shop CREATE TABLE t (id int PRIMARY KEY, n nvarchar(max), v varchar(200),"
                    + " d decimal(20, 4), m money, g uniqueidentifier, b varbinary(max), t datetime, t2 datetime2,"
                    + " f float, bit bit, tiny tinyint, big bigint)");
        }
    }

    private static Connection connect(String driver) throws SQLException {
        Connection connection = driver.equals(JTDS) ? SERVER.connectJtds("require") : SERVER.connect("true");
        connection.setCatalog("shop");
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void valuesOfManyTypes(String driver) throws Exception {
        byte[] noise = new byte[1 << 20];
        new Random(3).nextBytes(noise);
        String text = "Ångström 漢字 😀 ".repeat(50_000);
        String guid = UUID.randomUUID().toString();
        int id = driver.equals(JTDS) ? 1 : 2;
        try (Connection connection = connect(driver)) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO t VALUES (?, ?, ?, ?, ?, CAST(? AS uniqueidentifier), ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setInt(1, id);
                insert.setString(2, text);
                insert.setString(3, "café €");
                insert.setBigDecimal(4, new BigDecimal("-1234567890123456.7891"));
                insert.setBigDecimal(5, new BigDecimal("12.3400"));
                insert.setString(6, guid);
                insert.setBytes(7, noise);
                insert.setTimestamp(8, Timestamp.valueOf("2024-02-29 13:14:15.997"));
                insert.setTimestamp(9, Timestamp.valueOf("2024-02-29 13:14:15.123"));
                insert.setDouble(10, Math.PI);
                insert.setBoolean(11, true);
                insert.setShort(12, (short) 255);
                insert.setLong(13, Long.MIN_VALUE);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM t WHERE id = ?")) {
                select.setInt(1, id);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(2)).isEqualTo(text);
                    assertThat(row.getString(3)).isEqualTo("café €");
                    assertThat(row.getBigDecimal(4)).isEqualTo(new BigDecimal("-1234567890123456.7891"));
                    assertThat(row.getBigDecimal(5)).isEqualByComparingTo("12.34");
                    assertThat(row.getString(6)).isEqualToIgnoringCase(guid);
                    assertThat(row.getBytes(7)).isEqualTo(noise);
                    assertThat(row.getTimestamp(8)).isEqualTo(Timestamp.valueOf("2024-02-29 13:14:15.997"));
                    assertThat(row.getTimestamp(9)).isEqualTo(Timestamp.valueOf("2024-02-29 13:14:15.123"));
                    assertThat(row.getDouble(10)).isEqualTo(Math.PI);
                    assertThat(row.getBoolean(11)).isTrue();
                    assertThat(row.getInt(12)).isEqualTo(255);
                    assertThat(row.getLong(13)).isEqualTo(Long.MIN_VALUE);
                    assertThat(row.next()).isFalse();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void preparedAgainAndAgain(String driver) throws Exception {
        try (Connection connection = connect(driver);
                PreparedStatement select = connection.prepareStatement("SELECT ? + 1 AS next, N'é' + ? AS text")) {
            for (int index = 0; index < 20; index++) {
                select.setInt(1, index);
                select.setString(2, "x" + index);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt("next")).isEqualTo(index + 1);
                    assertThat(row.getString("text")).isEqualTo("éx" + index);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void transactionsOfTheDriver(String driver) throws Exception {
        try (Connection connection = connect(driver);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.executeUpdate("INSERT INTO t (id) VALUES (100)");
            assertThat(count(statement)).isEqualTo(1);
            connection.rollback();
            assertThat(count(statement)).isZero();
            statement.executeUpdate("INSERT INTO t (id) VALUES (100)");
            connection.commit();
            statement.executeUpdate("DELETE FROM t WHERE id = 100");
            connection.commit();
            connection.setAutoCommit(true);
            assertThat(count(statement)).isZero();
        }
    }

    private static int count(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM t WHERE id = 100")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROSOFT, JTDS})
    void errorsOfPreparedStatements(String driver) throws Exception {
        try (Connection connection = connect(driver);
                PreparedStatement wrong = connection.prepareStatement("SELECT * FROM nowhere WHERE id = ?")) {
            wrong.setInt(1, 1);
            assertThatThrownBy(wrong::executeQuery)
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getErrorCode()).isEqualTo(208));
        }
    }

    @Test
    void metadataOfTheDriver() throws Exception {
        try (Connection connection = connect(MICROSOFT)) {
            try (ResultSet tables = connection.getMetaData().getTables("shop", "dbo", "t", null)) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getString("TABLE_NAME")).isEqualTo("t");
            }
        }
    }

    @Test
    void unicodeThroughNarrowTypes() throws Exception {
        String text = "Grüße, € 漢";
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThan(text.length());
        for (String driver : new String[] {MICROSOFT, JTDS}) {
            try (Connection connection = connect(driver);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT CAST(N'" + text + "' AS varchar(40))")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).isEqualTo(text);
            }
        }
    }
}

package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-side cursors, as both JDBC drivers ask for them. */
class CursorTest {

    private static final int ROWS = 1000;

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @BeforeAll
    static void fill() throws SQLException {
        try (Connection connection = SERVER.connect("true");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE Scroll");
            statement.execute("USE Scroll CREATE TABLE T (id int PRIMARY KEY, word nvarchar(40), at datetime2(3),"
                    + " price decimal(9, 2), raw varbinary(10), mark uniqueidentifier)");
            statement.execute("USE Scroll DECLARE @i int = 1 WHILE @i <= " + ROWS + " BEGIN INSERT T VALUES (@i,"
                    + " N'wörd ' + CAST(@i AS nvarchar(10)), '2024-02-29T01:02:03.004', @i / 4.0, 0x0102,"
                    + " '00112233-4455-6677-8899-aabbccddeeff') SET @i += 1 END");
        }
    }

    private static Connection connect(String driver) throws SQLException {
        Connection connection = driver.equals("jtds")
                ? SERVER.connectJtds("require", ";useCursors=true")
                : SERVER.connect("true", "sa", TestServer.PASSWORD, ";selectMethod=cursor");
        connection.setCatalog("Scroll");
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"microsoft", "jtds"})
    void forwardOnly(String driver) throws Exception {
        try (Connection connection = connect(driver);
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            try (ResultSet rows = statement.executeQuery("SELECT id, word FROM T ORDER BY id")) {
                int expected = 0;
                while (rows.next()) {
                    assertThat(rows.getInt(1)).isEqualTo(++expected);
                    assertThat(rows.getString(2)).isEqualTo("wörd " + expected);
                }
                assertThat(expected).isEqualTo(ROWS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"microsoft", "jtds"})
    void scrolls(String driver) throws Exception {
        try (Connection connection = connect(driver);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            statement.setFetchSize(10);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM T ORDER BY id")) {
                assertThat(rows.getMetaData().getColumnCount()).isEqualTo(6);
                assertThat(rows.isBeforeFirst()).isTrue();
                assertThat(rows.last()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(ROWS);
                assertThat(rows.getRow()).isEqualTo(ROWS);
                assertThat(rows.absolute(500)).isTrue();
                assertThat(rows.getInt("id")).isEqualTo(500);
                assertThat(rows.getBigDecimal("price")).isEqualByComparingTo("125.00");
                assertThat(rows.getTimestamp("at")).hasToString("2024-02-29 01:02:03.004");
                assertThat(rows.getBytes("raw")).containsExactly(1, 2);
                assertThat(rows.getString("mark")).isEqualToIgnoringCase("00112233-4455-6677-8899-aabbccddeeff");
                assertThat(rows.previous()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(499);
                assertThat(rows.relative(-100)).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(399);
                assertThat(rows.absolute(-1)).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(ROWS);
                assertThat(rows.next()).isFalse();
                assertThat(rows.isAfterLast()).isTrue();
                assertThat(rows.previous()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(ROWS);
                assertThat(rows.first()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
                assertThat(rows.previous()).isFalse();
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"microsoft", "jtds"})
    void parametersAndTheRowsThatWere(String driver) throws Exception {
        try (Connection connection = connect(driver);
                PreparedStatement prepared = connection.prepareStatement(
                        "SELECT id FROM T WHERE id > ? AND word LIKE ? ORDER BY id",
                        ResultSet.TYPE_SCROLL_INSENSITIVE,
                        ResultSet.CONCUR_READ_ONLY)) {
            for (int from : new int[] {990, 995}) {
                prepared.setInt(1, from);
                prepared.setString(2, "w%");
                try (ResultSet rows = prepared.executeQuery();
                        Statement other = connection.createStatement()) {
                    other.executeUpdate("UPDATE T SET word = 'x' WHERE id = 999");
                    List<Integer> seen = new ArrayList<>();
                    while (rows.next()) {
                        seen.add(rows.getInt(1));
                    }
                    assertThat(seen).hasSize(ROWS - from).contains(999);
                    other.executeUpdate("UPDATE T SET word = 'wörd 999' WHERE id = 999");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"microsoft", "jtds"})
    void whatIsNoQueryRunsDirectly(String driver) throws Exception {
        try (Connection connection = connect(driver);
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            assertThat(statement.executeUpdate("UPDATE T SET price = price WHERE id < 4"))
                    .isEqualTo(3);
            assertThatThrownBy(() -> statement.executeQuery("SELECT nothing FROM T"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            failure -> assertThat(failure.getErrorCode()).isEqualTo(207));
            try (ResultSet rows = statement.executeQuery("SELECT 1 WHERE 1 = 0")) {
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void handlesOptionsAndErrors() throws Exception {
        try (Connection connection = connect("microsoft");
                Statement statement = connection.createStatement()) {
            try (ResultSet handle = statement.executeQuery("DECLARE @c int, @s int = 2, @k int = 4, @n int"
                    + " EXEC sp_cursoropen @c OUTPUT, N'SELECT id FROM T', @s OUTPUT, @k OUTPUT, @n OUTPUT")) {
                assertThat(handle.getMetaData().getColumnCount()).isEqualTo(2);
            }
            for (String call : List.of("sp_cursorfetch 7, 2, 0, 1", "sp_cursorclose 7", "sp_cursoroption 7, 2, 'n'")) {
                assertThatThrownBy(() -> statement.execute("EXEC " + call))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                failure -> assertThat(failure.getErrorCode()).isEqualTo(16909));
            }
            try (ResultSet refused = statement.executeQuery("DECLARE @c int, @s int = 2, @k int = 4, @n int"
                    + " EXEC sp_cursoropen @c OUTPUT, N'SELECT id FROM T', @s OUTPUT, @k OUTPUT, @n OUTPUT"
                    + " EXEC sp_cursoroption @c, 2, 'name' EXEC sp_cursoroption @c, 1, 1")) {
                assertThatThrownBy(() -> {
                            while (statement.getMoreResults() || statement.getUpdateCount() != -1) {
                                // The error comes behind the results of the calls before.
                            }
                        })
                        .hasMessageContaining("sp_cursoroption with the code 1 is not supported");
            }
            try (CallableStatement closing = connection.prepareCall("{call sp_cursorclose(-1)}")) {
                closing.execute();
            }
        }
        try (Stream<Path> left = Files.list(SERVER.dataFolder())) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("the rows' files have no names")
                    .noneMatch(name -> name.endsWith(".rows"));
        }
    }
}

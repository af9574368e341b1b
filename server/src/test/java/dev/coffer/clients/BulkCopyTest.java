package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import dev.coffer.app.TestServer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Microsoft's driver loads rows in bulk: from a result, and the batches of its prepared statements. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class BulkCopyTest extends JdbcConnection {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static final String EVERY_TYPE = """
            id int NOT NULL, b bit, t tinyint, s smallint, l bigint, d decimal(20, 4), n numeric(9, 2), m money,
            sm smallmoney, r real, f float, c char(5), v varchar(20), nc nchar(5), nv nvarchar(20), vm varchar(max),
            nm nvarchar(max), vb varbinary(8), vbm varbinary(max), g uniqueidentifier, da date, ti time(6),
            dt datetime, sd smalldatetime, d2 datetime2(6), dto datetimeoffset(6)""";

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    Connection connect(String password) throws SQLException {
        return SERVER.connect("true", "sa", password, "");
    }

    @BeforeEach
    void makeDatabase() throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute("IF DB_ID('loads') IS NULL CREATE DATABASE loads");
            statement.execute("USE loads");
        }
    }

    private void run(String... texts) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    private String value(String query) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            return first(statement, query);
        }
    }

    private interface Options {
        void set(SQLServerBulkCopyOptions options) throws SQLServerException;
    }

    /** The rows of a query go to a table, over a second connection. */
    private void copy(String query, String table, Options wishes, String... columns) throws SQLException {
        SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
        wishes.set(options);
        try (Connection source = connect(TestServer.PASSWORD);
                Statement statement = source.createStatement();
                SQLServerBulkCopy load = new SQLServerBulkCopy(connection())) {
            statement.execute("USE loads");
            load.setBulkCopyOptions(options);
            load.setDestinationTableName(table);
            for (String column : columns) {
                load.addColumnMapping(column, column);
            }
            try (ResultSet rows = statement.executeQuery(query)) {
                load.writeToServer(rows);
            }
        }
    }

    @Test
    void copiesEveryTypeAndNulls() throws Exception {
        run(
                "CREATE TABLE every (" + EVERY_TYPE + ")",
                "CREATE TABLE copied (" + EVERY_TYPE + ")",
                "INSERT INTO every VALUES (1, 1, 255, -32768, -9223372036854775808, 1234567890123456.7891, -9999999.99,"
                        + " -922337203685477.5808, 214748.3647, 1.5, -2.25e100, 'abc', 'Ångström', N'Ж',"
                        + " N'tab\tback\\slash', REPLICATE(CAST('x' AS varchar(max)), 20000),"
                        + " REPLICATE(CAST(N'я😀' AS nvarchar(max)), 40000), 0x00FF5C0A, 0x0D,"
                        + " '6F9619FF-8B86-D011-B42D-00C04FC964FF', '0001-01-01', '23:59:59.999999',"
                        + " '1753-01-01', '2079-06-06 23:59', '9999-12-31 23:59:59.999999',"
                        + " '9999-12-31 23:59:59.999999 +14:00')",
                "INSERT INTO every (id) VALUES (2)",
                "INSERT INTO every (id, v, vm, nv, vb) VALUES (3, '', '', N'\\N', 0x)");
        copy("SELECT * FROM every", "dbo.copied", options -> options.setTableLock(true));
        assertThat(value("SELECT COUNT(*) FROM copied")).isEqualTo("3");
        assertThat(value("SELECT CAST(dto AS varchar(40)) FROM copied WHERE id = 1"))
                .isEqualTo("9999-12-31 23:59:59.999999 +14:00");
        assertThat(value("SELECT COUNT(*) FROM (SELECT * FROM every EXCEPT SELECT * FROM copied) x"))
                .isEqualTo("0");
    }

    @Test
    void identitiesAreGivenOrKept() throws Exception {
        run("CREATE TABLE numbered (id int IDENTITY(10, 5), name nvarchar(20))");
        copy("SELECT 7 AS id, N'given' AS name", "numbered", options -> {}, "name");
        copy("SELECT 100 AS id, N'kept' AS name", "numbered", options -> options.setKeepIdentity(true), "id", "name");
        run("INSERT INTO numbered (name) VALUES (N'behind')");
        assertThat(value("SELECT STRING_AGG(CAST(id AS varchar(9)) + name, ' ') FROM numbered"))
                .isEqualTo("10given 100kept 105behind");
    }

    @Test
    void nullsBecomeDefaultsUnlessTheyAreKept() throws Exception {
        run("CREATE TABLE defaulted (id int, kind nvarchar(20) DEFAULT N'usual', other int)");
        String query = "SELECT 1 AS id, CAST(NULL AS nvarchar(20)) AS kind, CAST(NULL AS int) AS other";
        copy(query, "defaulted", options -> {});
        copy(query, "defaulted", options -> options.setKeepNulls(true));
        assertThat(value("SELECT STRING_AGG(COALESCE(kind, 'none') + CASE WHEN other IS NULL THEN '0' END, ' ')"
                        + " FROM defaulted"))
                .isEqualTo("usual0 none0");
    }

    @Test
    void numbersAndMomentsFitTheirColumns() throws Exception {
        run("CREATE TABLE fitted (a int, b bigint, c bit, d decimal(9, 2), e smalldatetime, f date)");
        copy(
                "SELECT CAST(2.75 AS decimal(9, 2)) AS a, CAST(5 AS tinyint) AS b, 7 AS c, 3 AS d,"
                        + " CAST('2026-02-03 04:05:30' AS datetime2(3)) AS e,"
                        + " CAST('2026-02-03 04:05:06' AS datetime) AS f",
                "fitted",
                options -> {});
        assertThat(value("SELECT CAST(a AS varchar(9)) + CAST(b AS varchar(9)) + CAST(c AS varchar(9))"
                        + " + CAST(d AS varchar(9)) + CONVERT(varchar(30), e, 120) + CONVERT(varchar(30), f, 23)"
                        + " FROM fitted"))
                .isEqualTo("2513.002026-02-03 04:06:002026-02-03");
    }

    @Test
    void aRowThatDoesNotFitUndoesItsLoad() throws Exception {
        run("CREATE TABLE strict (id int PRIMARY KEY, name nvarchar(5) NOT NULL CHECK (name <> 'bad'))");
        String good = "SELECT n.n AS id, 'good' AS name FROM (VALUES (1), (2), (3)) n (n)";
        assertThatThrownBy(() -> copy(good + " UNION ALL SELECT 4, 'longer'", "strict", options -> {}))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("length");
        assertThatThrownBy(() -> copy(good + " UNION ALL SELECT 3, 'twice'", "strict", options -> {}))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failed -> assertThat(failed.getErrorCode()).isEqualTo(2627));
        assertThatThrownBy(() -> copy(good + " UNION ALL SELECT 4, 'bad'", "strict", options -> {}))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failed -> assertThat(failed.getErrorCode()).isEqualTo(547));
        assertThatThrownBy(() -> copy(good + " UNION ALL SELECT 4, NULL", "strict", options -> {}))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failed -> assertThat(failed.getErrorCode()).isEqualTo(515));
        assertThat(value("SELECT COUNT(*) FROM strict")).isEqualTo("0");
        copy(good, "strict", options -> options.setBatchSize(2));
        assertThat(value("SELECT COUNT(*) FROM strict")).isEqualTo("3");
    }

    @Test
    void loadsBelongToTheOpenTransaction() throws Exception {
        run("CREATE TABLE undone (id int)");
        connection().setAutoCommit(false);
        copy("SELECT 1 AS id", "undone", options -> {});
        assertThat(value("SELECT COUNT(*) FROM undone")).isEqualTo("1");
        connection().rollback();
        connection().setAutoCommit(true);
        assertThat(value("SELECT COUNT(*) FROM undone")).isEqualTo("0");
        run("CREATE TABLE #own (id int)");
        copy("SELECT 1 AS id UNION ALL SELECT 2", "#own", options -> {});
        assertThat(value("SELECT SUM(id) FROM #own")).isEqualTo("3");
    }

    @Test
    void batchesOfPreparedStatementsGoInBulk() throws Exception {
        run("CREATE TABLE batched (id int, name nvarchar(40), price decimal(9, 2))");
        try (Connection bulk = SERVER.connect(
                        "true", "sa", TestServer.PASSWORD, ";useBulkCopyForBatchInsert=true;database=loads");
                PreparedStatement insert =
                        bulk.prepareStatement("INSERT INTO batched (id, name, price) VALUES (?, ?, ?)")) {
            for (int id = 0; id < 5000; id++) {
                insert.setInt(1, id);
                insert.setString(2, id % 2 == 0 ? "имя " + id : null);
                if (id % 3 == 0) {
                    insert.setNull(3, Types.DECIMAL);
                } else {
                    insert.setBigDecimal(3, BigDecimal.valueOf(id, 2));
                }
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).hasSize(5000);
        }
        assertThat(List.of(
                        value("SELECT COUNT(*) FROM batched"),
                        value("SELECT COUNT(name) FROM batched"),
                        value("SELECT SUM(price) FROM batched")))
                .containsExactly("5000", "2500", "83316.67");
    }
}

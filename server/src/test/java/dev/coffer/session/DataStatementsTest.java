package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import dev.coffer.work.Cancellation;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Data statements over a real instance: values, types, counts, error numbers, routing. */
class DataStatementsTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void shop() {
        session = TEST.newSession();
        Answers made = run("CREATE DATABASE Shop\nUSE Shop");
        assertThat(made.errors()).isEmpty();
        made = run(
                "CREATE TABLE dbo.Orders (OrderId int IDENTITY(1,1) PRIMARY KEY, [Customer Name] nvarchar(40) NOT NULL,"
                        + " Amount decimal(9,2) NOT NULL, Paid bit DEFAULT 0)\n"
                        + "INSERT INTO Orders ([customer name], Amount) VALUES (N'Ångström', 129.50), (N'Contoso', 8)\n"
                        + "INSERT Orders VALUES (N'Fabrikam', 42, 1)");
        assertThat(made.errors()).isEmpty();
        assertThat(made.counts()).containsExactly(-1L, 2L, 1L);
    }

    private Answers run(String batch) {
        return TestInstance.run(session, batch);
    }

    private List<List<@Nullable Object>> rows(String query) {
        Answers answers = run(query);
        assertThat(answers.errors()).as(query).isEmpty();
        return answers.rows(0);
    }

    @Test
    void rowsComeWithTheirDeclaredTypesAndSpellings() {
        Answers answers = run("SELECT *, Amount * 2 AS Twice FROM Orders WHERE paid = 0 ORDER BY OrderId");
        assertThat(answers.rows(0))
                .containsExactly(
                        List.of(1, "Ångström", new BigDecimal("129.50"), false, new BigDecimal("259.00")),
                        List.of(2, "Contoso", new BigDecimal("8.00"), false, new BigDecimal("16.00")));
        assertThat(answers.columns(0).stream().limit(4))
                .containsExactly(
                        Column.of("OrderId", SqlType.of("int")),
                        Column.of("Customer Name", SqlType.nvarchar(40)),
                        Column.of("Amount", new SqlType("decimal", 0, 9, 2)),
                        Column.of("Paid", SqlType.of("bit")));
        assertThat(answers.columns(0).get(4).name()).isEqualTo("Twice");
        Answers named = run("SELECT orderID, COUNT(*), 'x' + 'y' AS [Both], x.MyName"
                + " FROM Orders, (SELECT 7 AS MyName) x GROUP BY OrderId, MyName ORDER BY 1");
        assertThat(named.columns(0).stream().map(Column::name)).containsExactly("orderID", "", "Both", "MyName");
        assertThat(named.rows(0).get(2)).isEqualTo(List.of(3, 1, "xy", 7));
    }

    @Test
    void changesAreCountedUnlessNobodyCounts() {
        Answers answers = run("UPDATE Orders SET Amount += 1 WHERE OrderId < 3\nSELECT @@ROWCOUNT\n"
                + "SET NOCOUNT ON\nDELETE Orders WHERE OrderId = 1\nSET NOCOUNT OFF\nTRUNCATE TABLE Orders");
        assertThat(answers.errors()).isEmpty();
        assertThat(answers.counts()).containsExactly(2L, 1L, -1L, -1L, -1L, -1L);
        assertThat(answers.rows(0)).containsExactly(List.of(2));
        assertThat(rows("SELECT COUNT(*) FROM Orders")).containsExactly(List.of(0));
        assertThat(run("INSERT Orders VALUES ('again', 1, 0)").errors()).isEmpty();
        assertThat(rows("SELECT OrderId FROM Orders")).containsExactly(List.of(1));
    }

    @Test
    void eachStatementStandsAloneAndTheBatchGoesOn() {
        Answers answers = run("INSERT INTO Orders ([Customer Name], Amount) VALUES ('a', 1), (NULL, 2)\n"
                + "INSERT INTO Orders (OrderId, [Customer Name], Amount) VALUES (9, 'a', 1)\n"
                + "INSERT INTO Orders ([Customer Name], Amount) VALUES ('"
                + "x".repeat(41) + "', 1)\nSELECT 1 / 0\nDROP TABLE nothing\nSELECT COUNT(*) FROM Orders");
        assertThat(answers.errorNumbers()).containsExactly(515, 544, 2628, 8134, 3701);
        assertThat(answers.errors().stream().map(SqlMessage::line)).containsExactly(1, 2, 3, 4, 5);
        assertThat(answers.errors().get(0).text())
                .isEqualTo("Cannot insert the value NULL into column 'Customer Name', table 'Shop.dbo.Orders';"
                        + " column does not allow nulls. INSERT fails.");
        assertThat(answers.errors().get(1).text()).contains("in table 'Orders'");
        assertThat(answers.errors().get(2).text()).contains("in table 'Shop.dbo.Orders', column 'Customer Name'.");
        assertThat(answers.rows(answers.resultCount() - 1)).containsExactly(List.of(3));
    }

    @Test
    void errorsHaveSqlServersNumbers() {
        assertError("SELECT * FROM Nope", 208, "Invalid object name 'Nope'.");
        assertError("SELECT * FROM missing.dbo.T", 208, "Invalid object name 'missing.dbo.T'.");
        assertError("SELECT o.NoColumn FROM Orders o", 207, "Invalid column name 'NoColumn'.");
        assertError("SELECT x.A FROM Orders o", 4104, "The multi-part identifier \"x.A\" could not be bound.");
        assertError("SELECT OrderId FROM Orders a, Orders b", 209, "Ambiguous column name 'OrderId'.");
        assertError("CREATE TABLE ORDERS (a int)", 2714, "There is already an object named 'ORDERS' in the database.");
        assertError("INSERT Orders VALUES ('too few')", 213, "Column name or number");
        assertError("SELECT CAST('abc' AS int)", 245, "Conversion failed when converting the varchar value 'abc'");
        assertError("SELECT CAST(70000 AS smallint)", 8115, "converting expression to data type smallint.");
        assertError("SELECT * FROM #t", 208, "Invalid object name '#t'.");
        assertError("SELECT * FROM a.dbo.T, b.dbo.T", 49900, "A statement on the databases a and b");
        assertError("SELECT * FROM coffer.certificate", 208, "Invalid object name 'coffer.certificate'.");
        run("CREATE TABLE Line (Id int PRIMARY KEY, OrderId int REFERENCES Orders (OrderId), N tinyint CHECK (N > 1))");
        run("INSERT Line VALUES (1, 1, 2)");
        assertError("INSERT Line VALUES (1, 1, 2)", 2627, "Violation of PRIMARY KEY constraint");
        assertError("INSERT Line VALUES (2, 99, 2)", 547, "The INSERT statement conflicted with the FOREIGN KEY");
        assertError("INSERT Line VALUES (2, 1, 1)", 547, "conflicted with the CHECK constraint");
        assertError("INSERT Line VALUES (2, 1, 256)", 8115, "tinyint");
        assertError("DELETE Orders WHERE OrderId = 1", 547, "The DELETE statement conflicted with the REFERENCE");
    }

    private void assertError(String batch, int number, String text) {
        Answers answers = run(batch);
        assertThat(answers.errorNumbers()).as(batch).containsExactly(number);
        assertThat(answers.errors().get(0).text()).contains(text);
    }

    @Test
    void aTransactionKeepsWhatSucceededAndForgetsWhatIsRolledBack() {
        Answers answers = run("BEGIN TRAN\nDELETE Orders WHERE OrderId = 1\nINSERT Orders VALUES (NULL, 1, 1)\nCOMMIT\n"
                + "BEGIN TRAN\nDELETE Orders\nROLLBACK\nSELECT COUNT(*) FROM Orders");
        assertThat(answers.errorNumbers()).containsExactly(515);
        assertThat(answers.rows(0)).containsExactly(List.of(2));
    }

    @Test
    void viewsOfTheInstanceAreSeenFromEverywhere() {
        String backup = "BACKUP DATABASE Shop TO DISK = 'shop.bak' WITH ENCRYPTION"
                + " (ALGORITHM = AES_256, SERVER CERTIFICATE = BackupCertificate)";
        Answers kept = run("USE master\nCREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Quiet harbour, 7 cranes'\n"
                + "CREATE CERTIFICATE BackupCertificate WITH SUBJECT = 'b'\n" + backup + "\nUSE Shop");
        assertThat(kept.errors()).isEmpty();
        String join = "SELECT s.database_name, c.name FROM msdb.dbo.backupset AS s JOIN %s AS c"
                + " ON c.thumbprint = s.encryptor_thumbprint";
        assertThat(rows(join.formatted("master.sys.certificates")))
                .containsExactly(List.of("Shop", "BackupCertificate"));
        assertThat(rows(join.formatted("sys.certificates")))
                .as("Shop has no certificate of its own")
                .isEmpty();
        assertThat(rows("SELECT o.OrderId, d.name FROM sys.databases d, Orders o WHERE d.name = DB_NAME()"
                        + " AND OrderId > 1 ORDER BY 1"))
                .containsExactly(List.of(2, "Shop"), List.of(3, "Shop"));
        assertThat(run("SELECT d.is_read_only, o.OrderId FROM sys.databases d, Orders o")
                        .columns(0))
                .containsExactly(Column.of("is_read_only", SqlType.of("bit")), Column.of("OrderId", SqlType.of("int")));
        run("USE master");
        assertThat(rows(join.formatted("sys.certificates"))).containsExactly(List.of("Shop", "BackupCertificate"));
        assertThat(rows("SELECT COUNT(*) FROM shop.dbo.orders")).containsExactly(List.of(3));
        assertThat(run("DROP DATABASE Shop").errors())
                .as("the look into it is over")
                .isEmpty();
    }

    @Test
    void printAndSystemValuesAnswer() {
        assertThat(run("PRINT N'one ' + 'two'").texts()).isEqualTo("one two");
        assertThat(rows("SELECT DB_NAME(), @@SERVERNAME, SUSER_SNAME()"))
                .containsExactly(List.of("Shop", "TEST", "sa"));
        assertThat(String.valueOf(rows("SELECT @@VERSION").get(0).get(0))).startsWith("Coffer 16.0.1000.");
    }

    @Test
    void aCancelledQueryEndsTheBatchAndLeavesTheSessionUsable() {
        Cancellation cancellation = new Cancellation();
        AtomicLong received = new AtomicLong();
        Answers answers = new Answers();
        ResultSink impatient = new ResultSink() {
            @Override
            public void message(SqlMessage message) {
                answers.message(message);
            }

            @Override
            public void columns(List<Column> columns) {
                answers.columns(columns);
            }

            @Override
            public void row(@Nullable Object[] values) {
                received.incrementAndGet();
                cancellation.cancel();
            }

            @Override
            public void done(long rowCount) {
                answers.done(rowCount);
            }
        };
        String digits = "(VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) ";
        String query = "SELECT a.n FROM " + digits + "a (n), " + digits + "b (n), " + digits + "c (n), " + digits
                + "d (n), " + digits + "e (n), " + digits + "f (n), " + digits + "g (n), " + digits + "h (n), " + digits
                + "i (n)";
        session.execute(query + "\nDELETE Orders", impatient, cancellation);
        assertThat(answers.order()).as("rows came before the query was through").containsExactly("columns", "done -1");
        assertThat(received).hasValue(1);
        assertThat(rows("SELECT COUNT(*) FROM Orders")).containsExactly(List.of(3));
    }
}

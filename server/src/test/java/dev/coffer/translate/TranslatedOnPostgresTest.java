package dev.coffer.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T-SQL through the translator on a real PostgreSQL, with the values and numbers SQL Server gives. */
class TranslatedOnPostgresTest {

    @TempDir
    private static Path folder;

    private static TranslatedDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws Exception {
        database = new TranslatedDatabase(folder);
        connection = database.connect();
    }

    @AfterAll
    static void close() throws Exception {
        connection.close();
        database.close();
    }

    @BeforeEach
    void tables() throws Exception {
        run("""
                DROP TABLE IF EXISTS dbo.Line, dbo.Item
                CREATE TABLE dbo.Item (Id int IDENTITY(10,5) PRIMARY KEY, Name nvarchar(20) NULL,
                    Price decimal(10,2) NULL, Stock int NULL, Sold bit NOT NULL DEFAULT 0, Made datetime NULL)
                CREATE TABLE dbo.Line (ItemId int NOT NULL, Amount int NOT NULL, PRIMARY KEY (ItemId, Amount))
                INSERT INTO Item (Name, Price, Stock, Sold, Made) VALUES
                    (N'Ax', 10.50, 1, 1, '2026-01-31T10:20:30.500'), (N'Bow', 20, 2, 0, '20260301'),
                    (N'C[1]', NULL, 4, 0, NULL), (NULL, 5.25, NULL, 1, NULL)
                INSERT INTO Line (ItemId, Amount) VALUES (10, 1), (10, 2), (15, 7)
                """);
    }

    /** The last statement's answer: its rows as {@code a|b;c|d}, its count, or {@code Msg number}. */
    private String run(String batch) {
        return database.run(connection, batch);
    }

    private void check(String... batchesAndAnswers) {
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < batchesAndAnswers.length; i += 2) {
            String expected = batchesAndAnswers[i + 1];
            String answer = run(batchesAndAnswers[i]);
            if (expected.startsWith("Msg ")) {
                all.assertThat(answer).as(batchesAndAnswers[i]).startsWith(expected + " ");
            } else {
                all.assertThat(answer).as(batchesAndAnswers[i]).isEqualTo(expected);
            }
        }
        all.assertAll();
    }

    @Test
    void nullSortsFirst() {
        check(
                "SELECT Id FROM Item ORDER BY Price", "20;25;10;15",
                "SELECT Id FROM Item ORDER BY Price DESC", "15;10;25;20",
                "SELECT Id, ROW_NUMBER() OVER (ORDER BY Stock) AS n FROM Item ORDER BY n", "25|1;10|2;15|3;20|4");
    }

    @Test
    void stringsAndBits() {
        check(
                "SELECT N'a' + NULL", "null",
                "SELECT Name + N'!' FROM Item WHERE Id = 10", "Ax!",
                "SELECT '1' + 2", "3",
                "SELECT Name + 2 FROM Item", "Msg 245",
                "SELECT Id FROM Item WHERE Sold = 1 ORDER BY Id", "10;25",
                "SELECT COUNT(*) FROM Item WHERE Sold <> 1", "2",
                "SELECT COUNT(*) FROM Item WHERE 0 = Sold AND Sold IN (0, 1)", "2",
                "UPDATE Item SET Sold = ~Sold WHERE Id = 10 SELECT CAST(Sold AS int) FROM Item WHERE Id = 10", "0",
                "SELECT CAST(Sold AS varchar(5)) FROM Item WHERE Id = 25", "1",
                "SELECT CONCAT('a', NULL, 1, Sold) FROM Item WHERE Id = 25", "a11");
    }

    @Test
    void stringFunctions() {
        check(
                "SELECT LEN('abc  ')", "3",
                "SELECT LEN(N'')", "0",
                "SELECT LEFT('abc', 2), RIGHT('abc', 2), RIGHT('abc', 9)", "ab|bc|abc",
                "SELECT SUBSTRING('abcdef', 2, 3), SUBSTRING('abc', 0, 2)", "bcd|a",
                "SELECT CHARINDEX('b', 'abcb'), CHARINDEX('b', 'abcb', 3), CHARINDEX('', 'abc'), CHARINDEX('x', 'a')",
                        "2|4|0|0",
                "SELECT STUFF('abcdef', 2, 3, 'X'), STUFF('abc', 4, 1, 'X')", "aXef|null",
                "SELECT REPLICATE('ab', 2), REPLICATE('a', -1), '<' + SPACE(2) + '>'", "abab|null|<  >",
                "SELECT REPLACE('banana', 'an', 'AN'), UPPER('a'), LTRIM('  a'), TRIM(' a ')", "bANANa|A|a|a",
                "SELECT ASCII('A'), CHAR(66), CHAR(300)", "65|B|null",
                "SELECT ISNULL(Name, 'none') FROM Item WHERE Id = 25", "none",
                "SELECT ISNULL(Stock, 1.9) FROM Item WHERE Id = 25", "1",
                "SELECT ISNULL(NULL, 5), COALESCE(NULL, NULL, 'x'), NULLIF(1, 1)", "5|x|null",
                "SELECT IIF(1 = 2, 'a', 'b')", "b",
                "SELECT STRING_AGG(Name, ',') FROM Item WHERE Id < 20", "Ax,Bow",
                "SELECT SOUNDEX('a')", "Msg 49900 The function SOUNDEX");
    }

    @Test
    void like() {
        check(
                "SELECT Id FROM Item WHERE Name LIKE N'[A-B]%' ORDER BY Id", "10;15",
                "SELECT Id FROM Item WHERE Name NOT LIKE N'[^C]%'", "20",
                "SELECT Id FROM Item WHERE Name LIKE N'C[[]1]'", "20",
                "SELECT Id FROM Item WHERE Name LIKE N'C![1]' ESCAPE '!'", "20",
                "SELECT Id FROM Item WHERE Name LIKE N'_o%'", "15",
                "SELECT Id FROM Item WHERE N'a\\b' LIKE N'a\\b' AND Id = 10", "10",
                "SELECT Id FROM Item WHERE Name LIKE Name AND Id < 20 ORDER BY Id", "10;15",
                "SELECT Id FROM Item WHERE Name LIKE Name", "Msg 49900",
                "SELECT Id FROM Item WHERE Stock LIKE '1%'", "10");
    }

    @Test
    void numbers() {
        check(
                "SELECT 7 / 2, 7 % 3, -7 / 2", "3|1|-3",
                "SELECT SUM(Stock), AVG(Stock), COUNT(*), COUNT(Stock) FROM Item", "7|2|4|3",
                "SELECT AVG(CAST(Stock AS bigint)), AVG(CAST(Stock AS smallint)) FROM Item", "2|2",
                "SELECT AVG(CAST(Stock AS decimal(10,2))) FROM Item WHERE Id < 20", "1.500000",
                "SELECT SUM(Stock) FROM Item WHERE Id = 99", "null",
                "SELECT CAST(1.9 AS int), CAST(-1.9 AS int), CAST(2.5E0 AS bigint)", "1|-1|2",
                "UPDATE Item SET Stock = 2.9 WHERE Id = 10 SELECT Stock FROM Item WHERE Id = 10", "2",
                "SELECT ROUND(123.456, 1), ROUND(155, -1), ROUND(2.5, 0)", "123.500|160|3.0",
                "SELECT CEILING(1.2), FLOOR(-1.2), CEILING(3), ABS(-2), SIGN(-7)", "2|-2|3|2|-1",
                "SELECT POWER(2, 10), SQRT(16), POWER(2, 3.5)", "1024|4|11",
                "SELECT 5 & 3, 5 | 3, 5 ^ 3, ~5", "1|7|6|-6",
                "SELECT 3000000000 / 2000000000", "1.50000000000",
                "SELECT 1 / 0", "Msg 8134",
                "SELECT CAST('abc' AS int)", "Msg 245",
                "SELECT 2147483647 + 1", "Msg 8115",
                "SELECT $1.5 + 1", "2.5000");
    }

    @Test
    void casts() {
        check(
                "SELECT TRY_CAST('12' AS int), TRY_CAST('1x' AS int), TRY_CAST('1_0' AS int)", "12|null|null",
                "SELECT TRY_CONVERT(decimal(10,2), '1.50'), TRY_CAST('today' AS date)", "1.50|null",
                "SELECT TRY_CAST('2026-02-30' AS date), TRY_CAST('2026-02-28' AS date)", "null|2026-02-28",
                "SELECT TRY_CAST(Stock AS int) FROM Item", "Msg 49900",
                "SELECT CAST(12.5 AS varchar(10)), CONVERT(varchar(2), 'abc')", "12.5|ab",
                "SELECT CONVERT(varchar(30), Made, 120), CONVERT(char(8), Made, 112) FROM Item WHERE Id = 10",
                        "2026-01-31 10:20:30|20260131",
                "SELECT CONVERT(varchar(10), Made, 103), CONVERT(varchar(30), Made, 126) FROM Item WHERE Id = 10",
                        "31/01/2026|2026-01-31T10:20:30.500",
                "SELECT CONVERT(date, '31.12.2026', 104), CONVERT(datetime, '12/31/2026 23:59', 101)",
                        "2026-12-31|2026-12-31 23:59:00",
                "SELECT CAST(Made AS varchar(30)) FROM Item WHERE Id = 10", "Jan 31 2026 10:20AM",
                "SELECT CONVERT(varchar(10), Stock, 120) FROM Item WHERE Id = 10", "Msg 49900",
                "SELECT CONVERT(varchar(10), 0x0aff, 1), CONVERT(varchar(10), 0x0aff, 2)", "0x0AFF|0AFF",
                "SELECT CAST(CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier) AS char(36))",
                        "6F9619FF-8B86-D011-B42D-00C04FC964FF",
                "SELECT CAST('x' AS geography)", "Msg 49900");
    }

    @Test
    void dates() {
        check(
                "SELECT DATEADD(month, 1, '2026-01-31')", "2026-02-28 00:00:00",
                "SELECT DATEADD(quarter, -1, CAST('2026-05-31' AS date))", "2026-02-28",
                "SELECT DATEADD(hour, 25, Made) FROM Item WHERE Id = 15", "2026-03-02 01:00:00",
                "SELECT DATEADD(hour, 1, CAST('2026-05-31' AS date))", "Msg 49900",
                "SELECT DATEDIFF(day, '2026-01-31 23:59', '2026-02-01 00:01')", "1",
                "SELECT DATEDIFF(year, '2025-12-31', '2026-01-01'), DATEDIFF(month, '2026-03-31', '2026-01-01')",
                        "1|-2",
                "SELECT DATEDIFF(week, '2026-11-21', '2026-11-22'), DATEDIFF(ss, '2026-01-01', '2026-01-02')",
                        "1|86400",
                "SELECT DATEDIFF(ms, '1900-01-01', '2026-01-01')", "Msg 8115",
                "SELECT YEAR(Made), MONTH(Made), DAY(Made), DATEPART(hh, Made) FROM Item WHERE Id = 10", "2026|1|31|10",
                "SELECT DATEPART(weekday, '2026-11-22'), DATEPART(dy, '2026-02-01'), DATEPART(wk, '2026-01-04')",
                        "1|32|2",
                "SELECT DATEPART(ms, Made), DATEPART(ss, Made), DATENAME(month, Made) FROM Item WHERE Id = 10",
                        "500|30|January",
                "SELECT EOMONTH('2026-02-10'), EOMONTH('2026-01-31', 1), DATEFROMPARTS(2026, 2, 3)",
                        "2026-02-28|2026-02-28|2026-02-03",
                "SELECT DATEADD(fortnight, 1, '2026-01-01')", "Msg 155",
                "SELECT COUNT(*) FROM Item WHERE Made < GETDATE() + 36500 AND Made >= '20260101'", "2",
                "SELECT CAST('2026-13-01' AS datetime)", "Msg 242");
    }

    @Test
    void topAndPaging() {
        check(
                "SELECT TOP 2 Id FROM Item ORDER BY Id DESC", "25;20",
                "SELECT TOP (1) WITH TIES CAST(Sold AS int) FROM Item ORDER BY Sold", "0;0",
                "SELECT TOP 26 PERCENT Id FROM Item ORDER BY Id", "10;15",
                "SELECT TOP 0 Id FROM Item", "",
                "SELECT TOP 1 WITH TIES Id FROM Item", "Msg 1062",
                "SELECT Id FROM Item ORDER BY Id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY", "15;20",
                "SELECT (SELECT TOP 1 Name FROM Item ORDER BY Id)", "Ax",
                "SELECT TOP 1 1 FROM Item UNION ALL SELECT 2", "1;2");
    }

    @Test
    void queries() {
        check(
                "WITH n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4) SELECT SUM(i) FROM n",
                "10",
                "SELECT i.Id, x.n FROM Item i CROSS APPLY (SELECT COUNT(*) AS n FROM Line l WHERE l.ItemId = i.Id) x"
                        + " WHERE i.Id < 20 ORDER BY i.Id",
                "10|2;15|1",
                "SELECT i.Id, l.Amount FROM dbo.Item i LEFT JOIN Line AS l ON l.ItemId = i.Id AND l.Amount > 1"
                        + " WHERE i.Id <= 20 ORDER BY i.Id",
                "10|2;15|7;20|null",
                "SELECT Total = SUM(Amount) FROM Line GROUP BY ItemId HAVING SUM(Amount) > 3",
                "7",
                "SELECT dbo.Item.Id FROM dbo.Item WHERE EXISTS (SELECT * FROM Line WHERE ItemId = Item.Id) ORDER BY 1",
                "10;15",
                "SELECT v.a FROM (VALUES (1), (2)) AS v (a) WHERE v.a NOT IN (SELECT 1)",
                "2",
                "SELECT CASE Sold WHEN 1 THEN 'y' ELSE 'n' END FROM Item WHERE Id = 10",
                "y",
                "SELECT nothing FROM Item",
                "Msg 207",
                "SELECT i.nothing FROM Item AS i",
                "Msg 207",
                "SELECT * FROM Nothing",
                "Msg 208",
                "SELECT ItemId FROM Line a JOIN Line b ON a.ItemId = b.ItemId",
                "Msg 209",
                "SELECT Name, COUNT(*) FROM Item",
                "Msg 8120",
                "SELECT (SELECT Id FROM Item)",
                "Msg 512",
                "SELECT * FROM other.dbo.Item COLLATE x",
                "Msg 156");
    }

    @Test
    void changes() {
        check(
                "UPDATE i SET Stock += l.Amount FROM Item AS i JOIN Line AS l ON l.ItemId = i.Id WHERE l.Amount = 7",
                        "1",
                "SELECT Stock FROM Item WHERE Id = 15", "9",
                "UPDATE Item SET Name = 'x' FROM Line WHERE Line.ItemId = Item.Id", "2",
                "UPDATE Item SET Name = 'y' FROM Item, Line WHERE ItemId = Id AND Amount = 2", "1",
                "UPDATE i SET Stock = 0 FROM Item i LEFT JOIN Line l ON l.ItemId = i.Id", "Msg 49900",
                "UPDATE Item SET Stock = 0 FROM Item AS i", "Msg 49900",
                "DELETE i FROM Item i INNER JOIN Line l ON l.ItemId = i.Id AND l.Amount = 7", "1",
                "DELETE FROM Line FROM Line JOIN Item ON Id = ItemId WHERE Name = 'y'", "2",
                "SELECT COUNT(*) FROM Item", "3",
                "UPDATE Item SET Sold = DEFAULT, Price = NULL", "3",
                "DELETE Line", "1");
    }

    @Test
    void keysAndConstraints() {
        check(
                "INSERT INTO Line (ItemId, Amount) VALUES (10, 1)",
                "Msg 2627",
                "INSERT INTO Line VALUES (NULL, 1)",
                "Msg 515",
                "INSERT INTO Item (Id, Name) VALUES (1, 'x')",
                "Msg 544",
                "INSERT INTO Item (Name) VALUES ('a name of more than twenty letters')",
                "Msg 2628",
                "INSERT INTO Item (Name, Stock) VALUES ('x')",
                "Msg 109",
                "INSERT INTO Item (Name) VALUES ('x', 1)",
                "Msg 110",
                "INSERT INTO Item (Stock) VALUES (99) SELECT SCOPE_IDENTITY(), @@IDENTITY",
                "30|30",
                "DROP TABLE IF EXISTS K CREATE TABLE K (a int CONSTRAINT PK_K PRIMARY KEY, b int NULL,"
                        + " c int CONSTRAINT CK_c CHECK (c > 0), CONSTRAINT UQ_b UNIQUE (b),"
                        + " CONSTRAINT FK_K FOREIGN KEY (c) REFERENCES K (a))",
                "0",
                "INSERT K VALUES (1, NULL, 1)",
                "1",
                "INSERT K VALUES (2, NULL, 1)",
                "Msg 2627",
                "INSERT K VALUES (2, 2, 0)",
                "Msg 547",
                "INSERT K VALUES (2, 2, 9)",
                "Msg 547",
                "CREATE UNIQUE INDEX IX ON K (c DESC) INCLUDE (b) WHERE c > 0",
                "0",
                "CREATE INDEX IX ON Line (Amount)",
                "0",
                "INSERT K VALUES (2, 2, 1)",
                "Msg 2601",
                "DROP INDEX IX ON K",
                "0",
                "INSERT K VALUES (2, 2, 1)",
                "1",
                "DROP INDEX IX ON Line",
                "0",
                "TRUNCATE TABLE K",
                "0",
                "DROP TABLE K",
                "0",
                "DROP TABLE IF EXISTS Seeds CREATE TABLE Seeds (a int IDENTITY(0,1), b smallint)"
                        + " INSERT Seeds (b) VALUES (5) SELECT a FROM Seeds",
                "0");
        assertThat(run("INSERT INTO Line (ItemId, Amount) VALUES (10, 1)"))
                .contains("PRIMARY KEY constraint 'line_pkey'")
                .contains("'dbo.Line'");
    }

    /** The trap of joins by ctid: a row that changed meanwhile must be waited for and updated, not skipped. */
    @Test
    void anUpdateThroughAJoinWaitsForARowThatChangesMeanwhile() throws Exception {
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            assertThat(database.run(other, "UPDATE Item SET Stock = Stock + 100 WHERE Id = 10"))
                    .isEqualTo("1");
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                    () -> run("UPDATE i SET Stock = i.Stock + 1 FROM Item i JOIN Line l ON l.ItemId = i.Id"));
            database.waitUntilLocked();
            other.commit();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("2");
        }
        assertThat(run("SELECT Stock FROM Item WHERE Id = 10")).isEqualTo("102");
    }

    /** What TOP chose it waits for, too, and then changes. */
    @Test
    void anUpdateOfSomeRowsWaitsForARowThatChangesMeanwhile() throws Exception {
        try (Connection other = database.connect()) {
            other.setAutoCommit(false);
            assertThat(database.run(other, "UPDATE Item SET Stock = 700 WHERE Id = 10"))
                    .isEqualTo("1");
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                    () -> run("UPDATE TOP (1) Item SET Stock += 1 OUTPUT inserted.Stock WHERE Id = 10"));
            database.waitUntilLocked();
            other.commit();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("701");
        }
    }

    /** Places of rows repeat in the parts of a table, which attached servers bring along. */
    @Test
    void someRowsOfAPartitionedTableAreThoseAlone() throws Exception {
        try (Connection owner = database.owner();
                java.sql.Statement sql = owner.createStatement()) {
            sql.execute("CREATE TABLE dbo.parts (n int) PARTITION BY RANGE (n);"
                    + "CREATE TABLE dbo.parts_low PARTITION OF dbo.parts FOR VALUES FROM (0) TO (10);"
                    + "CREATE TABLE dbo.parts_high PARTITION OF dbo.parts FOR VALUES FROM (10) TO (20);"
                    + "INSERT INTO dbo.parts VALUES (1), (2), (11), (12);"
                    + "GRANT ALL ON dbo.parts TO PUBLIC");
        }
        assertThat(run("DELETE TOP (1) FROM parts WHERE n = 11")).isEqualTo("1");
        assertThat(run("UPDATE TOP (5) parts SET n += 1 WHERE n < 2")).isEqualTo("1");
        assertThat(run("SELECT n FROM parts ORDER BY n")).isEqualTo("2;2;12");
    }
}

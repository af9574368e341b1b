package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.SqlType;
import java.time.LocalDate;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Types and digits of computed values, as SQL Server describes them. */
class DataTypesTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void table() {
        session = TEST.newSession();
        Answers made = TestInstance.run(session, """
                CREATE DATABASE Types
                USE Types
                CREATE TABLE T (Id int IDENTITY(1,1), Name varchar(10) NULL, Wide nvarchar(20) NULL, Code char(4) NULL,
                    Price decimal(9,2) NULL, Paid money NULL, Made datetime NULL, Seen smalldatetime NULL,
                    Level tinyint NULL)
                INSERT T VALUES ('abc', N'žluť', 'ab', 10.50, 1.25, '2026-01-31T10:20:30.005', '20260131', 7)
                """);
        assertThat(made.errors()).isEmpty();
    }

    /** A query, then its value and its type as CREATE TABLE writes it; and so on. */
    private void check(String... queriesAndAnswers) {
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < queriesAndAnswers.length; i += 2) {
            Answers answers = TestInstance.run(session, queriesAndAnswers[i]);
            String answer = answers.errors().isEmpty()
                    ? answers.rows(0).get(0).get(0) + " "
                            + text(answers.columns(0).get(0).type())
                    : "Msg " + answers.errors().get(0).number();
            all.assertThat(answer).as(queriesAndAnswers[i]).isEqualTo(queriesAndAnswers[i + 1]);
        }
        all.assertAll();
    }

    private static String text(SqlType type) {
        return switch (type.name()) {
            case "decimal", "numeric" -> type.name() + "(" + type.precision() + "," + type.scale() + ")";
            case "char", "varchar", "nchar", "nvarchar" -> type.name() + "(" + type.length() + ")";
            default -> type.name();
        };
    }

    @Test
    void exactNumbersFollowTheRulesOfPrecisionAndScale() {
        check(
                "SELECT 7/2.0", "3.500000 numeric(8,6)",
                "SELECT 1.0/3", "0.333333 numeric(7,6)",
                "SELECT 2.0/3", "0.666666 numeric(7,6)",
                "SELECT -2.0/3", "-0.666666 numeric(7,6)",
                "SELECT 1.5 + 2", "3.5 numeric(3,1)",
                "SELECT 0.5 * 0.25", "0.125 numeric(4,3)",
                "SELECT 7.5 % 2", "1.5 numeric(2,1)",
                "SELECT CAST(1 AS decimal(38,10)) / CAST(3 AS decimal(38,10))", "0.333333 numeric(38,6)",
                "SELECT CAST(1 AS decimal(20,10)) * CAST(3 AS decimal(20,10))", "3.00000000000000000 numeric(38,17)",
                "SELECT Price * 2 FROM T", "21.00 numeric(11,2)",
                "SELECT Price / 3 FROM T", "3.500000 numeric(13,6)",
                "SELECT Price + Level FROM T", "17.50 numeric(10,2)",
                "SELECT Paid / 3 FROM T", "0.4166 money",
                "SELECT AVG(Price) FROM T", "10.500000 decimal(38,6)",
                "SELECT SUM(Price) FROM T", "10.50 decimal(38,2)",
                "SELECT SUM(Paid) FROM T", "1.2500 money",
                "SELECT 1.0 / 0", "Msg 8134",
                "SELECT 9999999999 * 2", "19999999998 numeric(12,0)",
                "SELECT x.Half FROM (SELECT Price / 2 AS Half FROM T) AS x", "5.250000 numeric(13,6)");
    }

    @Test
    void joinedStringsAreAsLongAsTheirParts() {
        check(
                "SELECT 'in ' + Name FROM T", "in abc varchar(13)",
                "SELECT Name + Name FROM T", "abcabc varchar(20)",
                "SELECT Name + (Wide + N'!') FROM T", "abcžluť! nvarchar(31)",
                "SELECT CAST('a' AS varchar(8000)) + Name FROM T", "aabc varchar(-1)",
                "SELECT 'a' + CAST(COUNT(*) AS varchar(9)) FROM T", "a1 varchar(10)");
    }

    @Test
    void whatKeepsATypeKeepsTheDeclaredOne() {
        check(
                "SELECT MAX(Made) FROM T", "2026-01-31T10:20:30.007 datetime",
                "SELECT MIN(Seen) FROM T", "2026-01-31T00:00 smalldatetime",
                "SELECT COALESCE(Made, GETDATE()) FROM T", "2026-01-31T10:20:30.007 datetime",
                "SELECT ISNULL(Name, 'much too long') FROM T", "abc varchar(10)",
                "SELECT ISNULL(NULLIF(Name, 'abc'), 'much too long') FROM T", "much too l varchar(10)",
                "SELECT CASE WHEN Id = 1 THEN Price ELSE 0 END FROM T", "10.50 decimal(12,2)",
                "SELECT MAX(Level) FROM T", "7 tinyint",
                "SELECT MAX(Name) FROM T", "abc varchar(10)",
                "SELECT DATEADD(day, 1, Made) FROM T", "2026-02-01T10:20:30.007 datetime",
                "SELECT (SELECT MAX(Made) FROM T)", "2026-01-31T10:20:30.007 datetime",
                "WITH c AS (SELECT MAX(Made) AS m FROM T) SELECT MAX(m) FROM c", "2026-01-31T10:20:30.007 datetime",
                "SELECT CAST('a' AS varchar(5))", "a varchar(5)",
                "SELECT CAST(1 AS money)", "1.0000 money");
    }

    @Test
    void datetimeKnowsThreeHundredthsOfASecond() {
        check(
                "SELECT CAST('2026-01-01T00:00:00.999' AS datetime)",
                "2026-01-01T00:00:01 datetime",
                "SELECT CAST('2026-01-01T00:00:00.001' AS datetime)",
                "2026-01-01T00:00 datetime",
                "SELECT CAST('2026-01-01T00:00:00.002' AS datetime)",
                "2026-01-01T00:00:00.003 datetime",
                "SELECT Made FROM T WHERE Made = '2026-01-31 10:20:30.006'",
                "2026-01-31T10:20:30.007 datetime",
                "UPDATE T SET Made = '2026-05-05 00:00:00.011' SELECT Made FROM T",
                "2026-05-05T00:00:00.010 datetime",
                "INSERT T (Made) SELECT '2027-01-01 00:00:00.004' SELECT MAX(Made) FROM T",
                "2027-01-01T00:00:00.003 datetime",
                "SELECT CAST(Made AS varchar(30)) FROM T WHERE Id = 1",
                "May  5 2026 12:00AM varchar(30)");
    }

    @Test
    void functionsAnswerAsSqlServersDo() {
        check(
                "SELECT DB_ID('msdb')", "4 smallint",
                "SELECT DB_ID('MASTER')", "1 smallint",
                "SELECT DB_ID(N'nothing')", "null smallint",
                "SELECT DB_NAME(4)", "msdb nvarchar(128)",
                "SELECT DB_NAME(database_id) FROM sys.databases WHERE name = 'Types'", "Types nvarchar(128)",
                "SELECT DATALENGTH(Name) FROM T", "3 int",
                "SELECT DATALENGTH(Wide) FROM T", "8 int",
                "SELECT DATALENGTH(Code) FROM T", "4 int",
                "SELECT DATALENGTH(Price) FROM T", "5 int",
                "SELECT DATALENGTH(CAST('a' AS nvarchar(5)))", "2 int",
                "SELECT DATALENGTH('a')", "Msg 49900",
                "SELECT CHOOSE(2, 'a', 'b')", "b nvarchar(-1)",
                "SELECT CHOOSE(3, 1, 2)", "null int",
                "SELECT CONCAT_WS('-', 1, NULL, 'b')", "1-b nvarchar(-1)",
                "SELECT ROUND(123.456, 1, 1)", "123.400 numeric(6,3)",
                "SELECT ROUND(155, -1, 1)", "150 int",
                "SELECT ISNUMERIC('12.5e3')", "1 int",
                "SELECT ISNUMERIC('$1,000')", "1 int",
                "SELECT ISNUMERIC('12x')", "0 int",
                "SELECT ISNUMERIC(NULL)", "0 int",
                "SELECT ISNUMERIC(Price) FROM T", "1 int",
                "SELECT ISDATE('2026-02-30')", "0 int",
                "SELECT ISDATE('20260228')", "1 int",
                "SELECT STRING_AGG(Id, ',') FROM T", "1 nvarchar(-1)",
                "SELECT SUBSTRING('abc', 1, -1)", "Msg 537",
                "SELECT UNICODE(N'ž')", "382 int",
                "SELECT IDENT_CURRENT('T')", "1 numeric(38,0)",
                "SELECT IDENT_CURRENT('[dbo].[t]')", "1 numeric(38,0)",
                "SELECT IDENT_CURRENT('nothing')", "null numeric(38,0)");
    }

    @Test
    void aTableMayHaveTheNameOfAType() {
        Answers answers = TestInstance.run(session, """
                CREATE TABLE dbo.[Date] (Id int)
                CREATE TABLE dbo.[Text] (Id int)
                CREATE TABLE dbo.[uuid] (Id int)
                CREATE TABLE dbo.[bytea] (Id int)
                CREATE TABLE #date (Id int)
                CREATE TABLE dbo.Days (D date, N nvarchar(max), G uniqueidentifier, B varbinary(8))
                DECLARE @x nvarchar(max) = N'abc'
                INSERT dbo.Days VALUES ('2026-02-03', @x, '6F9619FF-8B86-D011-B42D-00C04FC964FF', 0x41)
                SELECT D, LEN(N), CAST('2020-01-01' AS date), G, B FROM dbo.Days
                """);
        assertThat(answers.errors()).isEmpty();
        assertThat(answers.rows(0).get(0).subList(0, 3))
                .containsExactly(LocalDate.of(2026, 2, 3), 3, LocalDate.of(2020, 1, 1));
    }

    @Test
    void theEnginesOwnColumnsAreNotThere() {
        for (String name : new String[] {"ctid", "XMIN", "T.tableoid"}) {
            assertThat(TestInstance.run(session, "SELECT " + name + " FROM T").errorNumbers())
                    .as(name)
                    .containsExactly(207);
        }
    }
}

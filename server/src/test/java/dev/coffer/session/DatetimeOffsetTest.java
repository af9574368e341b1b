package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** datetimeoffset: the offset is kept, the moment is compared. */
class DatetimeOffsetTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;

    @BeforeEach
    void table() {
        session = TEST.newSession();
        Answers made = TestInstance.run(session, """
                CREATE DATABASE Zones
                USE Zones
                CREATE TABLE T (Id int NOT NULL, At datetimeoffset NOT NULL PRIMARY KEY, Coarse datetimeoffset(0) NULL,
                    Local datetime2(3) NULL, Name varchar(40) NULL)
                INSERT T VALUES (1, '2026-03-01 12:30:15.123456 +05:30', '2026-03-01T12:30:15.5-08:00', NULL, NULL)
                INSERT T VALUES (2, '2026-03-01T07:00:15Z', NULL, '2026-03-01 07:00:15', NULL)
                INSERT T (Id, At) VALUES (3, '2026-03-01 07:00:00')
                INSERT T (Id, At) SELECT 4, SWITCHOFFSET(At, '-14:00') FROM T WHERE Id = 0
                """);
        assertThat(made.errors()).isEmpty();
    }

    /** A query, then its rows as {@code a|b;c|d} or the error's number; and so on. */
    private void check(String... queriesAndAnswers) {
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < queriesAndAnswers.length; i += 2) {
            Answers answers = TestInstance.run(session, queriesAndAnswers[i]);
            StringBuilder answer = new StringBuilder();
            if (answers.errors().isEmpty() && queriesAndAnswers[i + 1].isEmpty()) {
                continue;
            }
            if (answers.errors().isEmpty()) {
                for (List<?> row : answers.rows(0)) {
                    answer.append(answer.length() == 0 ? "" : ";")
                            .append(String.join(
                                    "|", row.stream().map(String::valueOf).toList()));
                }
            } else {
                answer.append("Msg ").append(answers.errors().get(0).number());
            }
            all.assertThat(answer.toString()).as(queriesAndAnswers[i]).isEqualTo(queriesAndAnswers[i + 1]);
        }
        all.assertAll();
    }

    @Test
    void theOffsetSurvivesTheTable() {
        check(
                "SELECT At, Coarse FROM T WHERE Id = 1",
                "2026-03-01T12:30:15.123456+05:30|2026-03-01T12:30:16-08:00",
                "SELECT At FROM T ORDER BY At",
                "2026-03-01T07:00Z;2026-03-01T07:00:15Z;2026-03-01T12:30:15.123456+05:30",
                "SELECT Id FROM T WHERE At > '2026-03-01 02:00:00 -05:00' ORDER BY At DESC",
                "1;2",
                "SELECT Id FROM T WHERE At = '2026-03-01 08:00:15 +01:00'",
                "2",
                "SELECT Id FROM T WHERE At = Local",
                "2",
                "SELECT Id FROM T WHERE At IN ('2026-03-01 08:00:15 +01:00', '2026-03-01 08:00:00 +01:00') ORDER BY Id",
                "2;3",
                "SELECT MIN(At), MAX(At) FROM T",
                "2026-03-01T07:00Z|2026-03-01T12:30:15.123456+05:30",
                "SELECT COUNT(DISTINCT x) FROM (VALUES (CAST('20260301 12:00 +01:00' AS datetimeoffset)),"
                        + " (CAST('20260301 11:00 +00:00' AS datetimeoffset))) AS v (x)",
                "1",
                "INSERT T (Id, At) VALUES (5, '2026-03-01 08:00:15 +01:00')",
                "Msg 2627",
                "SELECT DATALENGTH(At) FROM T WHERE Id = 1",
                "10",
                "SELECT At + 1 FROM T",
                "Msg 206",
                "SELECT a + b FROM (SELECT At, Local FROM T) AS x (a, b)",
                "Msg 49900",
                "SELECT SUM(a) FROM (SELECT At FROM T) AS x (a)",
                "Msg 49900",
                "SELECT CAST('0001-01-01 00:00:00 +14:00' AS datetimeoffset)",
                "Msg 241",
                "SELECT CAST('0001-01-01 00:00:00 -14:00' AS datetimeoffset)",
                "0001-01-01T00:00-14:00",
                "SELECT CAST('9999-12-31 23:59:59.999999 +14:00' AS datetimeoffset)",
                "9999-12-31T23:59:59.999999+14:00",
                "SELECT CAST('1969-12-31 23:59:59.5 +00:00' AS datetimeoffset(0))",
                "1970-01-01T00:00Z",
                "SELECT CAST('2026-03-01 12:00 +15:00' AS datetimeoffset)",
                "Msg 241",
                "SELECT TRY_CAST('no date' AS datetimeoffset)",
                "null");
    }

    @Test
    void itIsConverted() {
        check(
                "SELECT CAST(At AS varchar(40)), CAST(Coarse AS varchar(40)) FROM T WHERE Id = 1",
                "2026-03-01 12:30:15.123456 +05:30|2026-03-01 12:30:16 -08:00",
                "SELECT CONVERT(varchar(40), Coarse, 120), CONVERT(varchar(40), At, 126),"
                        + " CONVERT(varchar(40), At, 127),"
                        + " CONVERT(varchar(10), At, 23), CONVERT(varchar(10), At, 104) FROM T WHERE Id = 1",
                "2026-03-01 12:30:16 -08:00|2026-03-01T12:30:15.123456+05:30|2026-03-01T07:00:15.123456Z|2026-03-01"
                        + "|01.03.2026",
                "SELECT CAST(At AS datetime2), CONVERT(datetime2, At, 1), CAST(At AS date), CAST(At AS time(0)),"
                        + " CAST(At AS datetime) FROM T WHERE Id = 1",
                "2026-03-01T12:30:15.123456|2026-03-01T07:00:15.123456|2026-03-01|12:30:15|2026-03-01T12:30:15.123",
                "SELECT CAST(CAST('2026-03-01 10:00' AS datetime) AS datetimeoffset(3))",
                "2026-03-01T10:00Z",
                "SELECT CAST(CAST('10:00' AS time) AS datetimeoffset(3))",
                "1900-01-01T10:00Z",
                "SELECT CONVERT(datetimeoffset, '2026-03-01T10:00:00.5-05:00', 127)",
                "2026-03-01T10:00:00.500-05:00",
                "SELECT CAST(At AS int) FROM T",
                "Msg 529",
                "SELECT CONVERT(varchar(40), At, 100) FROM T",
                "Msg 49900",
                "DECLARE @d datetimeoffset(2) = '2026-03-01 10:00:00.126 +02:00'; SELECT @d, ISNULL(NULL, @d)",
                "2026-03-01T10:00:00.130+02:00|2026-03-01T10:00:00.130+02:00",
                "UPDATE T SET Local = At, Name = At, Coarse = Local WHERE Id = 1;"
                        + " SELECT Local, Name FROM T WHERE Id = 1",
                "2026-03-01T12:30:15.123|2026-03-01 12:30:15.123456 +05:30",
                "DECLARE @d datetimeoffset; SELECT @d = At FROM T WHERE Id = 1; SELECT @d, CAST(@d AS date)",
                "2026-03-01T12:30:15.123456+05:30|2026-03-01");
    }

    @Test
    void functionsKnowTheOffset() {
        check(
                "SELECT SWITCHOFFSET(At, '-08:00'), SWITCHOFFSET(At, 60) FROM T WHERE Id = 1",
                "2026-02-28T23:00:15.123456-08:00|2026-03-01T08:00:15.123456+01:00",
                "SELECT SWITCHOFFSET('2026-03-01 10:00 +02:00', '+00:00')",
                "2026-03-01T08:00Z",
                "SELECT TODATETIMEOFFSET(Local, '+02:00'), TODATETIMEOFFSET(Local, -90) FROM T WHERE Id = 2",
                "2026-03-01T07:00:15+02:00|2026-03-01T07:00:15-01:30",
                "SELECT SWITCHOFFSET(At, 'CET') FROM T",
                "Msg 9812",
                "SELECT SWITCHOFFSET(At, 841) FROM T",
                "Msg 9812",
                "SELECT TODATETIMEOFFSET('0001-01-01', '+01:00')",
                "Msg 9813",
                "SELECT DATEPART(tz, At), DATEPART(hour, At), DATENAME(tzoffset, At),"
                        + " DATEPART(tz, '2026-03-01 10:00 -02:00'),"
                        + " YEAR(At) FROM T WHERE Id = 1",
                "330|12|+05:30|-120|2026",
                "SELECT DATEADD(month, 1, At), DATEADD(day, 1, '2026-03-01 10:00 +02:00') FROM T WHERE Id = 1",
                "2026-04-01T12:30:15.123456+05:30|2026-03-02T10:00+02:00",
                "SELECT DATEDIFF(day, '2026-03-01 23:00 -05:00', '2026-03-02 04:30 +00:00'),"
                        + " DATEDIFF(minute, At, '2026-03-01 07:10:00 +00:00') FROM T WHERE Id = 1",
                "0|10",
                "SELECT EOMONTH(At) FROM T WHERE Id = 1",
                "2026-03-31",
                "SELECT ABS(DATEDIFF(second, SYSDATETIMEOFFSET(), SYSUTCDATETIME())),"
                        + " DATEDIFF(minute, CAST(SYSDATETIMEOFFSET() AS datetime2), SYSDATETIME())",
                "0|0");
    }

    @Test
    void zonesHaveTheirNames() {
        check(
                "SELECT At AT TIME ZONE 'Pacific Standard Time', At AT TIME ZONE 'UTC' FROM T WHERE Id = 1",
                "2026-02-28T23:00:15.123456-08:00|2026-03-01T07:00:15.123456Z",
                "SELECT CAST('2015-03-29 02:01:00' AS datetime2(0)) AT TIME ZONE 'Central European Standard Time'",
                "2015-03-29T03:01+02:00",
                "SELECT CAST('2015-10-25 02:01:00' AS datetime2(0)) AT TIME ZONE 'Central European Standard Time'",
                "2015-10-25T02:01+01:00",
                "SELECT Local AT TIME ZONE 'UTC' AT TIME ZONE 'India Standard Time' FROM T WHERE Id = 2",
                "2026-03-01T12:30:15+05:30",
                "SELECT At AT TIME ZONE 'Europe/Berlin' FROM T",
                "Msg 9820");
    }

    @Test
    void columnsHaveDefaultsChecksAndIndexes() {
        check(
                """
                CREATE TABLE D (Id int, At datetimeoffset(3) DEFAULT SYSDATETIMEOFFSET(),
                    Since datetimeoffset DEFAULT '2026-01-01 12:00 +01:00',
                    CONSTRAINT CK CHECK (Since >= CAST('2026-01-01 11:00 +00:00' AS datetimeoffset)));
                CREATE INDEX I ON D (Since DESC, At);
                INSERT D (Id) VALUES (1);
                SELECT Since, DATEDIFF(hour, At, SYSDATETIMEOFFSET()) FROM D""",
                "2026-01-01T12:00+01:00|0",
                "INSERT D (Id, Since) VALUES (2, '2026-01-01 11:59:59 +01:00')",
                "Msg 547",
                "INSERT D (Id, Since) VALUES (2, 'soon')",
                "Msg 241",
                "INSERT D (Id, Since) VALUES (2, 5)",
                "Msg 206",
                "CREATE VIEW V AS SELECT Since AS Begun, SWITCHOFFSET(Since, 0) AS Utc FROM D",
                "",
                "SELECT Begun, Utc FROM V WHERE Begun = '2026-01-01 11:00 +00:00'",
                "2026-01-01T12:00+01:00|2026-01-01T11:00Z");
    }

    @Test
    void theCatalogueTellsTheType() {
        check(
                "SELECT TYPE_NAME(system_type_id), max_length, precision, scale FROM sys.columns WHERE object_id ="
                        + " OBJECT_ID('T') AND name IN ('At', 'Coarse') ORDER BY column_id",
                "datetimeoffset|10|33|6;datetimeoffset|8|26|0",
                "SELECT DATA_TYPE, DATETIME_PRECISION FROM INFORMATION_SCHEMA.COLUMNS WHERE COLUMN_NAME = 'Coarse'",
                "datetimeoffset|0");
        assertThat(TestInstance.run(session, "SELECT At, SWITCHOFFSET(Coarse, 0) AS c INTO #t FROM T; SELECT * FROM #t")
                        .columns(0))
                .extracting(column -> column.type().name())
                .containsExactly("datetimeoffset", "datetimeoffset");
    }
}

package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.Parameter;
import dev.coffer.result.Parameter.Direction;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import dev.coffer.work.Cancellation;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Procedure calls as drivers make them, over a real instance. */
class CallTest {

    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final SqlType INT = SqlType.of("int");

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private Session session;
    private final Answers answers = new Answers();

    @BeforeEach
    void open() {
        session = TEST.newSession();
    }

    private CallOutcome call(String procedure, Parameter... parameters) {
        return session.call(procedure, List.of(parameters), answers, Cancellation.never());
    }

    private static Parameter text(String value) {
        return Parameter.in("", TEXT, value);
    }

    private static Parameter in(String name, SqlType type, @Nullable Object value) {
        return Parameter.in(name, type, value);
    }

    private static Parameter out(String name, SqlType type) {
        return new Parameter(name, type, null, Direction.OUT);
    }

    @Test
    void everyTypeComesBackAsItWent() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("bit", true);
        values.put("tinyint", (short) 255);
        values.put("smallint", (short) -5);
        values.put("int", Integer.MIN_VALUE);
        values.put("bigint", Long.MAX_VALUE);
        values.put("decimal(12,3)", new BigDecimal("-123456789.125"));
        values.put("money", new BigDecimal("12.3456"));
        values.put("real", 1.5f);
        values.put("float", -2.25e100);
        values.put("nvarchar(40)", "it's \"quoted\" \\ $1 ? \u00e5\ud83d\ude00");
        values.put("varchar(max)", "x".repeat(100_000));
        values.put("nchar(4)", "ab  ");
        values.put("varbinary(max)", new byte[] {0, 1, (byte) 0xff});
        values.put("uniqueidentifier", UUID.fromString("6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
        values.put("date", LocalDate.of(1, 1, 1));
        values.put("time(3)", LocalTime.of(23, 59, 59, 999_000_000));
        values.put("datetime2", LocalDateTime.of(9999, 12, 31, 23, 59, 59, 123_456_000));
        values.put("datetime", LocalDateTime.of(2026, 2, 3, 4, 5, 6, 7_000_000));
        for (Map.Entry<String, Object> value : values.entrySet()) {
            String type = value.getKey().replaceAll("[(].*", "");
            CallOutcome outcome = call(
                    "sp_executesql",
                    text("SELECT @v AS v; SET @o = @v; SELECT v FROM (SELECT @v AS v) AS t WHERE v = @v"),
                    text("@v " + value.getKey() + ", @o " + value.getKey() + " OUTPUT"),
                    in("@v", SqlType.of(type), value.getValue()),
                    out("@o", SqlType.of(type)));
            assertThat(answers.errors()).as(value.getKey()).isEmpty();
            assertThat(outcome.returnStatus()).isZero();
            Object returned = outcome.outputs().get(0).value();
            assertThat(returned).as(value.getKey()).isEqualTo(value.getValue());
            int last = answers.resultCount() - 1;
            assertThat(answers.rows(last - 1).get(0).get(0)).as(value.getKey()).isEqualTo(value.getValue());
            assertThat(answers.rows(last).get(0).get(0)).as(value.getKey()).isEqualTo(value.getValue());
            assertThat(answers.columns(last - 1).get(0).type().name()).isEqualTo(type);
        }
    }

    @Test
    void nullsHaveTypesToo() {
        call(
                "sp_executesql",
                text("SELECT @v AS v, @w AS w"),
                text("@v int, @w nvarchar(5)"),
                in("@v", INT, null),
                in("@w", TEXT, null));
        assertThat(answers.errors()).isEmpty();
        assertThat(answers.rows(0)).containsExactly(Arrays.asList(null, null));
        assertThat(answers.columns(0).get(0).type()).isEqualTo(INT);
        assertThat(answers.columns(0).get(1).type()).isEqualTo(SqlType.nvarchar(5));
    }

    @Test
    void aValueIsConvertedToItsDeclaration() {
        CallOutcome outcome = call(
                "sp_executesql",
                text("SET @o = @v + 1"),
                text("@v int, @o decimal(9,2) OUTPUT"),
                in("@v", TEXT, "41"),
                out("@o", INT));
        assertThat(outcome.outputs().get(0).value()).isEqualTo(new BigDecimal("42.00"));
        assertThat(outcome.outputs().get(0).type()).isEqualTo(new SqlType("decimal", 0, 9, 2));
        call("sp_executesql", text("SELECT @v"), text("@v int"), in("@v", TEXT, "no number"));
        assertThat(answers.errorNumbers()).containsExactly(245);
    }

    @Test
    void preparedTextsHaveHandlesOfTheirSession() {
        CallOutcome prepared = call(
                "sys.SP_PREPEXEC",
                out("@handle", INT),
                text("@P0 int"),
                text("SELECT @P0 * 2 AS twice"),
                in("", INT, 4));
        Object handle = prepared.outputs().get(0).value();
        assertThat(handle).isInstanceOf(Integer.class);
        call("sp_execute", in("", INT, handle), in("@P0", INT, 5));
        assertThat(answers.rows(0)).containsExactly(List.of(8));
        assertThat(answers.rows(1)).containsExactly(List.of(10));
        try (Session other = TEST.instance().newSession()) {
            Answers theirs = new Answers();
            other.call("sp_execute", List.of(in("", INT, handle)), theirs, Cancellation.never());
            assertThat(theirs.errorNumbers()).containsExactly(8179);
        }
        call("sp_unprepare", in("", INT, handle));
        assertThat(answers.errors()).isEmpty();
        call("sp_execute", in("", INT, handle), in("", INT, 5));
        assertThat(answers.errorNumbers()).containsExactly(8179);
    }

    @Test
    void whatDoesNotMatchIsNamed() {
        assertThat(call("nosuch").returnStatus()).isNotZero();
        call("master..sp_unprepare");
        call("sp_unprepare", in("@nosuch", INT, 1));
        call("sp_unprepare", in("", INT, 1), in("", INT, 1));
        call("sp_executesql", text("SELECT @a"), text("@a int"));
        call("sp_executesql", in("", TEXT, null));
        call("sp_prepare", out("@handle", INT), text("@a int"), text("SELECT @b"));
        call("sp_cursorfetch", in("", INT, 5));
        assertThat(answers.errorNumbers()).containsExactly(2812, 201, 8145, 8144, 8178, 214, 137, 16909);
    }

    @Test
    void transactionsHaveNumbersOfTheirOwn() {
        assertThat(session.transaction()).isZero();
        TestInstance.run(session, "BEGIN TRAN");
        long first = session.transaction();
        TestInstance.run(session, "BEGIN TRAN; COMMIT");
        assertThat(session.transaction()).isEqualTo(first).isPositive();
        TestInstance.run(session, "COMMIT; BEGIN TRAN");
        assertThat(session.transaction()).isNotEqualTo(first).isPositive();
        TestInstance.run(session, "ROLLBACK");
        assertThat(session.transaction()).isZero();
    }

    @Test
    void aResetLeavesNothingBehind() {
        Answers before = TestInstance.run(
                session,
                "CREATE DATABASE Pooled\nUSE Pooled\nCREATE TABLE dbo.T (a int)\nCREATE TABLE #mine (a int)\n"
                        + "SET NOCOUNT ON\nSET QUOTED_IDENTIFIER OFF\nBEGIN TRAN\nINSERT dbo.T VALUES (1)");
        assertThat(before.errors()).isEmpty();
        session.reset();
        assertThat(session.transaction()).isZero();
        assertThat(session.database()).isEqualTo("master");
        Answers after = TestInstance.run(session, "SELECT COUNT(*) AS \"n\" FROM Pooled.dbo.T\nSELECT * FROM #mine");
        assertThat(after.rows(0)).containsExactly(List.of(0));
        assertThat(after.counts().get(0)).isEqualTo(1L);
        assertThat(after.errorNumbers()).containsExactly(208);
    }

    @Test
    void whatDriversSetAtConnectIsAccepted() {
        Answers tedious = TestInstance.run(session, """
                set ansi_nulls on
                set ansi_null_dflt_on on
                set ansi_padding on
                set ansi_warnings on
                set arithabort on
                set concat_null_yields_null on
                set cursor_close_on_commit off
                set datefirst 7
                set dateformat mdy
                set implicit_transactions off
                set language us_english
                set numeric_roundabort off
                set quoted_identifier on
                set textsize 2147483647
                set transaction isolation level read committed
                set xact_abort off""");
        assertThat(tedious.errors()).isEmpty();
        assertThat(tedious.messages().stream().map(SqlMessage::number)).containsExactly(5703);
        Answers jtds = TestInstance.run(
                session,
                "SELECT @@MAX_PRECISION SET TRANSACTION ISOLATION LEVEL READ COMMITTED SET IMPLICIT_TRANSACTIONS OFF"
                        + " SET QUOTED_IDENTIFIER ON SET TEXTSIZE 2147483647");
        assertThat(jtds.errors()).isEmpty();
        Answers jdbc = TestInstance.run(session, "SET IMPLICIT_TRANSACTIONS ON");
        assertThat(jdbc.errors()).isEmpty();
        assertThat(session.transaction()).isZero();
        TestInstance.run(session, "SELECT name FROM sys.databases");
        assertThat(session.transaction()).isPositive();
        jdbc = TestInstance.run(session, "IF @@TRANCOUNT > 0 COMMIT TRAN SET IMPLICIT_TRANSACTIONS OFF");
        assertThat(jdbc.errors()).isEmpty();
        assertThat(session.transaction()).isZero();
    }

    @Test
    void lockTimeoutsAreKept() {
        TestInstance.run(
                session, "CREATE DATABASE Locked\nUSE Locked\nCREATE TABLE dbo.T (a int)\nINSERT T VALUES (1)");
        TestInstance.run(session, "BEGIN TRAN\nUPDATE T SET a = 2");
        try (Session other = TEST.instance().newSession()) {
            Answers waited = TestInstance.run(other, "USE Locked\nSET LOCK_TIMEOUT 50\nUPDATE T SET a = 3");
            assertThat(waited.errorNumbers()).containsExactly(1222);
        }
        TestInstance.run(session, "ROLLBACK");
    }

    @Test
    void aCancelEndsWaitingAndTheBatchAndLoops() throws Exception {
        for (String batch : List.of(
                "BEGIN TRY WAITFOR DELAY '01:00' END TRY BEGIN CATCH PRINT 'caught' END CATCH PRINT 'after'",
                "WHILE 1 = 1 PRINT 'round'",
                "EXEC ('EXEC (''WAITFOR DELAY 23:00'')') PRINT 'after'")) {
            Cancellation cancellation = new Cancellation();
            CountDownLatch ended = new CountDownLatch(1);
            List<String> printed = new ArrayList<>();
            Answers told = new Answers() {
                @Override
                public synchronized void message(SqlMessage message) {
                    if (printed.size() < 100) {
                        printed.add(message.text());
                    }
                }
            };
            Thread worker = new Thread(() -> {
                session.execute("PRINT 'begun' " + batch, told, cancellation);
                ended.countDown();
            });
            worker.start();
            cancellation.cancel();
            assertThat(ended.await(20, TimeUnit.SECONDS)).as(batch).isTrue();
            assertThat(printed).doesNotContain("caught", "after");
            assertThat(TestInstance.run(session, "SELECT 1 AS a").rows(0)).containsExactly(List.of(1));
        }
    }
}

package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.security.ServerPermissions;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Declare;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.If;
import dev.coffer.tsql.Statement;
import dev.coffer.work.Cancellation;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What needs no engine gets none: the caller of these has no connection to give. */
final class EvaluatorTest {

    private final Evaluator evaluator = new Evaluator(new ServerNames(
            "SERVER",
            "MACHINE",
            ZoneOffset.UTC,
            new DefaultFolders(Path.of("/i/backup"), Path.of("/i/db"), Path.of("/i/log/errorlog"))));
    private final Alone caller =
            new Alone(new SessionState(() -> 1, new Activity("sa", Clock.systemUTC())), new Variables());

    private boolean holds(String condition) throws SqlError {
        If parsed = (If) new BatchParser().parse("IF " + condition + " RETURN").get(0);
        return evaluator.holds(parsed.condition(), caller);
    }

    @Test
    void conditionsOnTheSessionsStateAskNobody() throws SqlError {
        assertThat(holds("@@TRANCOUNT > 0")).isFalse();
        caller.state().beginTransaction("");
        assertThat(holds("@@TRANCOUNT > 0 AND XACT_STATE() = 1 AND @@ERROR = 0"))
                .isTrue();
        caller.state().doom();
        assertThat(holds("XACT_STATE() = -1 OR 1 = 2")).isTrue();
        assertThat(holds("ERROR_NUMBER() IS NULL AND ERROR_MESSAGE() IS NULL")).isTrue();
        caller.state().setCaught(new CaughtError(547, 16, 1, 3, "conflict"));
        assertThat(holds("ERROR_NUMBER() = 547 AND ERROR_MESSAGE() = 'conflict' AND ERROR_LINE() <> 4"))
                .isTrue();
    }

    @Test
    void unknownIsNotTrue() throws SqlError {
        assertThat(holds("NULL = NULL")).isFalse();
        assertThat(holds("NOT (NULL = 1)")).isFalse();
        assertThat(holds("NULL = 1 OR 1 = 1")).isTrue();
        assertThat(holds("NULL = 1 AND 1 = 1")).isFalse();
        assertThat(holds("NOT (NULL = 1 AND 1 = 2)")).isTrue();
        assertThat(holds("NULL + 'a' IS NULL")).isTrue();
    }

    @Test
    void wholeNumbersFollowTheirRules() throws SqlError {
        assertThat(holds("7 / 2 = 3 AND -7 / 2 = -3 AND -7 % 3 = -1 AND 2 * 3 - 1 = 5"))
                .isTrue();
        assertThatThrownBy(() -> holds("1 / 0 = 1"))
                .isInstanceOfSatisfying(
                        SqlError.class, error -> assertThat(error.number()).isEqualTo(8134));
        assertThatThrownBy(() -> holds("2147483647 + 1 > 0"))
                .isInstanceOfSatisfying(
                        SqlError.class, error -> assertThat(error.number()).isEqualTo(8115));
    }

    @Test
    void valuesFitTheirTypes() throws SqlError {
        assertThat(value("varchar(3)", "'abcdef'")).isEqualTo("abc");
        assertThat(value("nchar(4)", "'ab'")).isEqualTo("ab  ");
        assertThat(value("nvarchar(2)", "N'\ud83d\ude00\ud83d\ude00\ud83d\ude00'"))
                .isEqualTo("\ud83d\ude00\ud83d\ude00");
        assertThat(value("bit", "17")).isEqualTo(true);
        assertThat(value("tinyint", "255")).isEqualTo((short) 255);
        assertThat(value("bigint", "-5")).isEqualTo(-5L);
        assertThat(value("decimal(9,2)", "12")).hasToString("12.00");
        assertThat(value("nvarchar(max)", "'a' + 'b' + NULL")).isNull();
    }

    private @Nullable Object value(String type, String expression) throws SqlError {
        List<Statement> parsed = new BatchParser().parse("DECLARE @v " + type + " = " + expression);
        Declare.Variable variable = ((Declare) parsed.get(0)).variables().get(0);
        Expression value = variable.value().orElseThrow();
        return evaluator.value(value, variable.type(), caller);
    }

    /** A caller whose every way out is closed. */
    private record Alone(SessionState state, Variables variables) implements Caller {

        @Override
        public String login() {
            return "sa";
        }

        @Override
        public String database() {
            return "master";
        }

        @Override
        public void use(String database) {
            throw new AssertionError("USE");
        }

        @Override
        public ResultSink sink() {
            throw new AssertionError("An answer");
        }

        @Override
        public Cancellation cancellation() {
            return Cancellation.never();
        }

        @Override
        public int line() {
            return 1;
        }

        @Override
        public SessionConnections connections() {
            throw new AssertionError("The engine was asked");
        }

        @Override
        public OpenSessions sessions() {
            throw new AssertionError("The sessions");
        }

        @Override
        public DatabaseSizes sizes() {
            throw new AssertionError("The sizes");
        }

        @Override
        public void require(ServerPermissions.Deed deed, Object... arguments) {
            throw new AssertionError("A permission");
        }

        @Override
        public boolean tried() {
            return false;
        }

        @Override
        public Caller with(Variables others) {
            return new Alone(state, others);
        }

        @Override
        public Caller into(ResultSink other) {
            throw new AssertionError("Another sink");
        }

        @Override
        public int run(String text, Variables declared) {
            throw new AssertionError("A batch");
        }

        @Override
        public void check(String text, Variables declared) {
            throw new AssertionError("A batch");
        }

        @Override
        public void run(Statement statement) {
            throw new AssertionError("A statement");
        }
    }
}

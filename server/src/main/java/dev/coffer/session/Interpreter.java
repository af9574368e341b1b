package dev.coffer.session;

import dev.coffer.command.CaughtError;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionOptions;
import dev.coffer.command.SessionState;
import dev.coffer.command.Variables;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.session.BatchEnding.StatementKind;
import dev.coffer.tsql.BeginEnd;
import dev.coffer.tsql.Break;
import dev.coffer.tsql.Continue;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.If;
import dev.coffer.tsql.ParsedBatch;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.Return;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.SetOption;
import dev.coffer.tsql.Statement;
import dev.coffer.tsql.StatementText;
import dev.coffer.tsql.TryCatch;
import dev.coffer.tsql.While;
import dev.coffer.work.Cancellation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: takes statement by statement to its command and follows IF, WHILE and TRY. Confined to the
 * session's thread; used for one request. A statement that runs a batch inside it leaves {@code @@ERROR} and
 * {@code @@ROWCOUNT} as that batch's last statement set them.
 *
 * <p>Outside of TRY an error is told at once, and {@link BatchEnding} says whether the batch goes on. Inside, also in
 * texts that EXECUTE runs there, the last error of the failed statement goes to the CATCH block instead. Every
 * statement is undone alone; a transaction that an error dooms is rolled back at once outside of TRY, and inside by the
 * script, at the latest at the end of the batch.
 */
final class Interpreter {

    private static final Logger LOG = LoggerFactory.getLogger(Interpreter.class);

    /** SQL Server's (217). */
    private static final int DEEPEST_LEVEL = 32;

    /** Whose request it is. */
    record Person(String login, SessionConnections connections, SessionState state) {}

    private interface Form<S> {
        Flow run(S statement, Variables variables) throws SqlError;
    }

    /** What one statement does. */
    interface Step {
        void take(RunningStatement caller) throws SqlError;
    }

    private final Session.Shared shared;
    private final Person person;
    private ResultSink client;
    private final Cancellation cancellation;
    private final ErrorReport report;
    private final Map<Class<?>, Form<Object>> forms = new HashMap<>();
    private @Nullable ParsedBatch current;
    private int tries;
    private long nestedBatches;

    Interpreter(
            Session.Shared shared, Person person, ResultSink client, Cancellation cancellation, ErrorReport report) {
        this.shared = shared;
        this.person = person;
        this.client = client;
        this.cancellation = cancellation;
        this.report = report;
        on(BeginEnd.class, (block, variables) -> all(block.statements(), variables));
        on(If.class, this::ifStatement);
        on(While.class, this::whileLoop);
        on(Break.class, (statement, variables) -> Flow.BREAK);
        on(Continue.class, (statement, variables) -> Flow.CONTINUE);
        on(Return.class, (statement, variables) -> Flow.RETURN);
        on(TryCatch.class, this::tryCatch);
    }

    private <S> void on(Class<S> kind, Form<S> form) {
        forms.put(kind, (statement, variables) -> form.run(kind.cast(statement), variables));
    }

    Person person() {
        return person;
    }

    Session.Shared shared() {
        return shared;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Runs the client's own batch. */
    void batch(String text) throws SqlError {
        run(parse(text, new Variables()), new Variables());
    }

    /** Runs a statement's worth of work that is no statement: a procedure the client calls, rows that it sends. */
    void call(Position place, String words, Step step) throws SqlError {
        begins(words, StatementText.NONE);
        guarded(place, words, StatementKind.OTHER, new Variables(), step, Ending.COUNTED);
    }

    private ParsedBatch parse(String text, Variables variables) throws SqlError {
        return shared.texts().parse(text, person.state().quotesNames(), variables.names());
    }

    private Flow run(ParsedBatch batch, Variables variables) throws SqlError {
        List<Statement> statements = batch.statements();
        @Nullable ParsedBatch around = current;
        current = batch;
        try {
            Declarations.declareAll(statements, variables);
            return all(statements, variables);
        } finally {
            current = around;
            statements.forEach(statement -> statement.secrets().forEach(Secret::close));
        }
    }

    void check(String text, Variables declared) throws SqlError {
        parse(text, declared)
                .statements()
                .forEach(statement -> statement.secrets().forEach(Secret::close));
    }

    /**
     * A batch inside this one; options, database and temporary tables are as before when it is over.
     *
     * @param elsewhere where its results go instead of to where this one's go
     */
    int nested(String text, Variables variables, Optional<ResultSink> elsewhere) throws SqlError {
        SessionState state = person.state();
        if (state.level() == DEEPEST_LEVEL) {
            throw Message.NESTING_LEVEL.error(DEEPEST_LEVEL);
        }
        ResultSink outer = client;
        nestedBatches++;
        AroundBatch around = AroundBatch.enter(person);
        Flow flow;
        try {
            client = elsewhere.orElse(outer);
            flow = inner(text, variables);
        } finally {
            client = outer;
            around.restore();
        }
        if (flow == Flow.END) {
            throw new Ended();
        }
        return state.error();
    }

    /** What does not compile ends this batch alone: its error is told here, and the one around it goes on. */
    private Flow inner(String text, Variables variables) throws SqlError {
        ParsedBatch batch;
        try {
            batch = parse(text, variables);
        } catch (SqlError refused) {
            return failed(refused, StatementKind.OTHER, 1, new StatementSink(client, person.state()));
        }
        if (batch.statements().isEmpty()) {
            person.state().noteSuccess();
        }
        return run(batch, variables);
    }

    private Flow all(List<Statement> statements, Variables variables) throws SqlError {
        for (Statement statement : statements) {
            Flow flow = one(statement, variables);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow one(Statement statement, Variables variables) throws SqlError {
        if (cancellation.isCancelled()) {
            return Flow.END;
        }
        Form<Object> form = forms.get(statement.getClass());
        if (form != null) {
            return form.run(statement, variables);
        }
        if (isSkipped(statement)) {
            return Flow.NEXT;
        }
        begins(statement);
        return guarded(
                statement.position(),
                statement.redacted(),
                BatchEnding.kindOf(statement),
                variables,
                caller -> shared.commands().execute(statement, caller),
                Ending.COUNTED);
    }

    private void begins(Statement statement) {
        begins(statement.words(), current == null ? StatementText.NONE : current.textOf(statement));
    }

    private void begins(String words, StatementText text) {
        person.state().activity().note(person.state(), person.connections());
        person.state().activity().statement(words, text);
    }

    /** SET PARSEONLY and NOEXEC run nothing, FMTONLY only looks at what queries would return. */
    private boolean isSkipped(Statement statement) {
        SessionOptions options = person.state().options();
        boolean off = options.on("PARSEONLY") || options.on("NOEXEC");
        boolean formOnly = options.on("FMTONLY") && !(statement instanceof Select);
        return (off || formOnly) && !(statement instanceof SetOption);
    }

    private Flow ifStatement(If statement, Variables variables) throws SqlError {
        Condition condition = new Condition(statement.condition());
        Flow flow = test(condition, variables, statement);
        if (flow != Flow.NEXT) {
            return flow;
        }
        if (condition.holds) {
            return one(statement.then(), variables);
        }
        return statement.otherwise().isPresent() ? one(statement.otherwise().get(), variables) : Flow.NEXT;
    }

    private Flow whileLoop(While statement, Variables variables) throws SqlError {
        while (true) {
            if (cancellation.isCancelled()) {
                return Flow.END;
            }
            Condition condition = new Condition(statement.condition());
            Flow flow = test(condition, variables, statement);
            if (flow != Flow.NEXT || !condition.holds) {
                return flow;
            }
            flow = one(statement.body(), variables);
            if (flow == Flow.BREAK) {
                return Flow.NEXT;
            }
            if (flow == Flow.RETURN || flow == Flow.END) {
                return flow;
            }
        }
    }

    /** A condition, and after its test whether it is true. */
    private static final class Condition {
        private final Expression expression;
        private boolean holds;

        Condition(Expression expression) {
            this.expression = expression;
        }
    }

    private Flow test(Condition condition, Variables variables, Statement statement) throws SqlError {
        begins(statement);
        return guarded(
                statement.position(),
                statement.words(),
                StatementKind.OTHER,
                variables,
                caller -> {
                    condition.holds = shared.evaluator().holds(condition.expression, caller);
                    person.state().noteRowCount(0);
                },
                Ending.SILENT);
    }

    private Flow tryCatch(TryCatch statement, Variables variables) throws SqlError {
        SqlError caught;
        tries++;
        try {
            return all(statement.tried(), variables);
        } catch (SqlError error) {
            caught = error;
        } finally {
            tries--;
        }
        SessionState state = person.state();
        @Nullable CaughtError outer = state.caught();
        state.setCaught(CaughtError.of(caught));
        try {
            return all(statement.caught(), variables);
        } finally {
            state.setCaught(outer);
        }
    }

    /** Whether the client is told of the end of what went well. */
    private enum Ending {
        COUNTED,
        SILENT
    }

    /** One step with all that may become of it. */
    private Flow guarded(Position place, String what, StatementKind kind, Variables variables, Step step, Ending ending)
            throws SqlError {
        SessionState state = person.state();
        StatementSink sink = new StatementSink(client, state);
        long startNanos = System.nanoTime();
        long nestedBefore = nestedBatches;
        try {
            step.take(new RunningStatement(this, variables, sink, place.line()));
            boolean batchInside = nestedBatches > nestedBefore;
            if (!batchInside) {
                state.noteSuccess();
            }
            if (ending == Ending.COUNTED) {
                sink.succeeded(batchInside ? StatementSink.Counts.OF_INNER_BATCH : StatementSink.Counts.OWN);
            }
            LOG.debug("{} took {} ms", what, (System.nanoTime() - startNanos) / 1_000_000);
            return Flow.NEXT;
        } catch (SqlError failed) {
            LOG.debug("{} failed with error {}", what, failed.number());
            return failed(failed, kind, place.line(), sink);
        } catch (Ended ended) {
            return Flow.END;
        } catch (CancellationException cancelled) {
            LOG.debug("{} was cancelled", what);
            sink.failed();
            return Flow.END;
        } catch (RuntimeException | StackOverflowError bug) {
            report.bug(bug, what, place.line(), sink);
            sink.failed();
            return Flow.END;
        }
    }

    private Flow failed(SqlError failed, StatementKind kind, int line, StatementSink sink) throws SqlError {
        SessionState state = person.state();
        List<SqlError> chain = failed.chain();
        SqlError last = chain.get(chain.size() - 1);
        state.noteError(last.number());
        state.noteRowCount(0);
        boolean dooms = BatchEnding.dooms(chain, kind, state.abortsOnError());
        if (tried()) {
            if (dooms) {
                state.doom();
            }
            sink.failed();
            throw last.line() == 0 ? last.atLine(line) : last;
        }
        report.error(failed, line, sink);
        sink.failed();
        if (dooms && state.transactionCount() > 0) {
            try {
                person.connections().rollBack();
            } catch (SqlError lost) {
                report.error(lost, line, sink);
            }
        }
        if (cancellation.isCancelled() || BatchEnding.endsRequest(chain, kind, state.abortsOnError())) {
            return Flow.END;
        }
        return BatchEnding.endsBatch(chain) ? Flow.RETURN : Flow.NEXT;
    }

    /** Whether a TRY block takes what fails here. */
    boolean tried() {
        return tries > 0 && !cancellation.isCancelled();
    }

    /** What the end of a request leaves behind goes: a doomed transaction, temporary tables of variables. */
    void end() {
        try {
            if (person.state().doomed()) {
                person.connections().rollBack();
                report.error(Message.DOOMED_AT_END.error(), 1, client);
            }
            person.connections().dropTemporary(person.state().level());
        } catch (SqlError lost) {
            report.error(lost, 1, client);
        }
    }
}

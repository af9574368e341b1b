package dev.coffer.session;

import dev.coffer.command.Arguments;
import dev.coffer.command.Commands;
import dev.coffer.command.Procedure;
import dev.coffer.command.Procedures;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionState;
import dev.coffer.command.SessionState.Switch;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.BatchEnding.StatementKind;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Statement;
import dev.coffer.tsql.Use;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's conversation with the instance: its current database, options and connections. Confined to one thread at
 * a time; only the cancellation may come from another.
 *
 * <p>A batch that does not parse runs not at all. A statement that fails tells all its errors, and the batch goes on
 * with the next one unless {@link BatchEnding} says otherwise. A cancelled statement ends the batch without an error of
 * the session's: the client, who asked for it, says so itself.
 */
public final class Session implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int FIRST_LINE = 1;
    private static final int FAILED_STATUS = -6;

    /** A cancelled backup ends within a second or two; a stuck disk must not keep the instance from ending. */
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Parser parser;
    private final Commands commands;
    private final Procedures procedures;
    private final SessionConnections connections;
    private final SessionState state;
    private final String login;
    private final CurrentWork work = new CurrentWork();
    private boolean broken;
    private volatile boolean closed;

    /** What all sessions of an instance share. */
    public record Shared(Parser parser, Commands commands, Procedures procedures) {}

    /** Text of a batch to its statements; throws when any of it does not parse. */
    @FunctionalInterface
    public interface Parser {
        List<Statement> parse(String batch) throws SqlError;
    }

    /** What stands in double quotes. */
    public enum DoubleQuotes {
        NAMES,
        STRINGS
    }

    /** @param connections the session's own; closed with it */
    public Session(Shared shared, SessionConnections connections, SessionState state, String login) {
        this.parser = shared.parser();
        this.commands = shared.commands();
        this.procedures = shared.procedures();
        this.connections = connections;
        this.state = state;
        this.login = login;
    }

    /**
     * Parses and runs a batch. Everything a client is told, errors included, goes to the sink in the order it arises.
     *
     * @param cancellation stops the running statement and the rest of the batch
     */
    public void execute(String batch, ResultSink sink, Cancellation cancellation) {
        work.begin(cancellation);
        try {
            runBatch(batch, sink, cancellation);
        } finally {
            work.end();
        }
    }

    private void runBatch(String batch, ResultSink sink, Cancellation cancellation) {
        if (broken) {
            report(Message.INTERNAL.error("this session ended after an earlier internal error"), FIRST_LINE, sink);
            return;
        }
        List<Statement> statements;
        try {
            statements = parser.parse(batch);
        } catch (SqlError refused) {
            LOG.debug("A batch of {} characters was refused with error {}", batch.length(), refused.number());
            report(refused, FIRST_LINE, sink);
            return;
        } catch (RuntimeException | StackOverflowError bug) {
            fail(bug, "a batch of " + batch.length() + " characters", FIRST_LINE, sink);
            return;
        }
        try {
            for (Statement statement : statements) {
                if (cancellation.isCancelled() || !run(statement, sink, cancellation)) {
                    return;
                }
            }
        } finally {
            statements.forEach(statement -> statement.secrets().forEach(Secret::close));
        }
    }

    /** Returns whether the batch goes on. */
    private boolean run(Statement statement, ResultSink client, Cancellation cancellation) {
        int line = statement.position().line();
        StatementSink sink = new StatementSink(client, state);
        long startNanos = System.nanoTime();
        try {
            commands.execute(statement, new RunningStatement(login, connections, state, sink, cancellation, line));
            sink.succeeded();
            LOG.debug("{} took {} ms", statement.redacted(), (System.nanoTime() - startNanos) / 1_000_000);
            return true;
        } catch (SqlError failed) {
            LOG.debug("{} failed with error {}", statement.redacted(), failed.number());
            report(failed, line, sink);
            sink.failed();
            StatementKind kind = statement instanceof Use ? StatementKind.USE : StatementKind.OTHER;
            return goesOn(failed, kind, line, sink);
        } catch (CancellationException cancelled) {
            LOG.debug("{} was cancelled", statement.redacted());
            sink.failed();
            return false;
        } catch (RuntimeException | StackOverflowError bug) {
            fail(bug, statement.redacted(), line, sink);
            sink.failed();
            return false;
        }
    }

    /** Rolls back what the error dooms, and says whether the next statement runs. */
    private boolean goesOn(SqlError failed, StatementKind kind, int line, StatementSink sink) {
        boolean dooms = state.abortsOnError()
                || failed.chain().stream().anyMatch(error -> BatchEnding.dooms(error.catalogued()));
        boolean inTransaction = state.transactionCount() > 0;
        if (dooms && inTransaction) {
            try {
                connections.rollBack();
            } catch (SqlError lost) {
                report(lost, line, sink);
            }
        }
        boolean ends = failed.chain().stream().anyMatch(error -> BatchEnding.ends(error.catalogued(), kind));
        return !ends && !(state.abortsOnError() && dooms);
    }

    private static void report(SqlError failed, int statementLine, ResultSink sink) {
        for (SqlError error : failed.chain()) {
            int line = error.line() == 0 ? statementLine : error.line();
            sink.message(new SqlMessage(error.number(), error.severity(), error.state(), line, error.clientText()));
        }
    }

    /** A broken invariant: this session is over, the instance goes on, the log knows the stack by the same id. */
    private void fail(Throwable bug, String what, int line, ResultSink sink) {
        broken = true;
        UUID incident = UUID.randomUUID();
        LOG.error("Incident {} in {}", incident, what, bug);
        report(
                Message.INTERNAL
                        .error(bug.getClass().getSimpleName() + ", incident " + incident + " in the log.")
                        .withHint("Reconnect; this session is over."),
                line,
                sink);
    }

    /**
     * Calls a system procedure. Everything a client is told, errors included, goes to the sink.
     *
     * @param procedure its name, with or without a schema
     * @return the status is not 0 after an error; outputs keep the values they came with then
     */
    public CallOutcome call(String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation) {
        work.begin(cancellation);
        try {
            return runProcedure(procedure, parameters, sink, cancellation);
        } finally {
            work.end();
        }
    }

    private CallOutcome runProcedure(
            String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation) {
        StatementSink client = new StatementSink(sink, state);
        try {
            Procedure found = procedures.find(procedure);
            Arguments arguments = Arguments.match(found, parameters);
            int status = found.run(
                    new RunningStatement(login, connections, state, client, cancellation, FIRST_LINE), arguments);
            client.succeeded();
            return new CallOutcome(status, arguments.outputs());
        } catch (SqlError failed) {
            report(failed, FIRST_LINE, client);
        } catch (CancellationException cancelled) {
            LOG.debug("{} was cancelled", procedure);
        } catch (RuntimeException | StackOverflowError bug) {
            fail(bug, "a procedure", FIRST_LINE, client);
        }
        client.failed();
        return new CallOutcome(
                FAILED_STATUS,
                parameters.stream()
                        .filter(p -> p.direction() == Parameter.Direction.OUT)
                        .toList());
    }

    /** Says who is at the other end, before the first batch; until then the session has no name of its own. */
    public void introduce(Client client) {
        state.setClient(client);
    }

    /** 0 without an open transaction, otherwise a number that no other transaction of the instance has. */
    public long transaction() {
        return state.transactionNumber();
    }

    /**
     * As new, which sp_reset_connection asks for: the transaction is rolled back, options are forgotten, temporary
     * tables are gone, the database is the login's default again.
     */
    public void reset() {
        connections.reset();
        state.reset();
    }

    /** What a client without ODBC's options wants double quotes to mean until SET QUOTED_IDENTIFIER says otherwise. */
    public void doubleQuotes(DoubleQuotes around) {
        state.setQuotesNames(around == DoubleQuotes.NAMES ? Switch.ON : Switch.OFF);
    }

    /** Name of the current database, as it was created. */
    public String database() {
        return connections.database();
    }

    public boolean closed() {
        return closed;
    }

    /** Cancels the running statement, from any thread, and lets no other begin; does not wait. */
    public void stop() {
        closed = true;
        work.stop();
    }

    /** Cancels the running statement and waits for its end; then ends its connections, rolling transactions back. */
    @Override
    public void close() {
        stop();
        if (!work.awaitEnd(END_LIMIT)) {
            LOG.warn("A cancelled statement of {} has not ended within {} s", login, END_LIMIT.toSeconds());
        }
        connections.close();
    }
}

package dev.coffer.session;

import dev.coffer.command.Activity;
import dev.coffer.command.Arguments;
import dev.coffer.command.BulkLoad;
import dev.coffer.command.Commands;
import dev.coffer.command.DatabaseSizes;
import dev.coffer.command.Evaluator;
import dev.coffer.command.OpenSessions;
import dev.coffer.command.Procedure;
import dev.coffer.command.Procedures;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionRow;
import dev.coffer.command.SessionState;
import dev.coffer.command.SessionState.Switch;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.RowSource;
import dev.coffer.security.ServerPermissions;
import dev.coffer.tsql.Position;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final Position START = new Position(1, 1);

    /** As SQL Server's own procedures return it for an error of severity 16. */
    private static final int FAILED_STATUS = -6;

    /** A cancelled backup ends within a second or two; a stuck disk must not keep the instance from ending. */
    static final Duration END_LIMIT = Duration.ofSeconds(30);

    private final Shared shared;
    private final Interpreter.Person person;
    private final ErrorReport report = new ErrorReport();
    private final CurrentWork work = new CurrentWork();
    private volatile boolean killed;
    private volatile boolean gone;
    private volatile Runnable ending = () -> new Thread(this::close, "killed-session").start();

    /** What all sessions of an instance share. */
    public record Shared(
            BatchTexts texts,
            Commands commands,
            Procedures procedures,
            Evaluator evaluator,
            OpenSessions sessions,
            ServerPermissions permissions,
            DatabaseSizes sizes) {}

    /** What stands in double quotes. */
    public enum DoubleQuotes {
        NAMES,
        STRINGS
    }

    /** @param connections the session's own; closed with it */
    public Session(Shared shared, SessionConnections connections, SessionState state, String login) {
        this.shared = shared;
        this.person = new Interpreter.Person(login, connections, state);
    }

    /**
     * Parses and runs a batch. Everything a client is told, errors included, goes to the sink in the order it arises.
     *
     * @param cancellation stops the running statement and the rest of the batch
     */
    public void execute(String batch, ResultSink sink, Cancellation cancellation) {
        request("a batch of " + batch.length() + " characters", sink, cancellation, run -> run.batch(batch));
    }

    /**
     * Calls a system procedure. Everything a client is told, errors included, goes to the sink.
     *
     * @param procedure its name, with or without a schema
     * @return the status is not 0 after an error; outputs keep the values they came with then
     */
    public CallOutcome call(String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation) {
        List<CallOutcome> outcome = new ArrayList<>();
        request(
                "a procedure",
                sink,
                cancellation,
                run -> run.call(START, "EXECUTE", caller -> {
                    Procedure found = shared.procedures().find(procedure);
                    Arguments arguments = Arguments.match(found, parameters);
                    int status = found.run(caller, arguments);
                    outcome.add(new CallOutcome(status, arguments.outputs()));
                }));
        if (outcome.isEmpty()) {
            List<Parameter> unchanged = parameters.stream()
                    .filter(parameter -> parameter.direction() == Parameter.Direction.OUT)
                    .toList();
            return new CallOutcome(FAILED_STATUS, unchanged);
        }
        return outcome.get(0);
    }

    /**
     * Puts rows that the client sends where the request before this one, INSERT BULK, announced that they belong.
     *
     * @return false, and nothing done, when none were announced
     */
    public boolean load(RowSource rows, ResultSink sink, Cancellation cancellation) {
        Optional<BulkLoad> load = person.state().takeLoad();
        load.ifPresent(announced -> perform(
                "rows of a bulk load",
                sink,
                cancellation,
                run -> run.call(START, announced.words(), caller -> announced.run(rows, caller))));
        return load.isPresent();
    }

    private interface Request {
        void run(Interpreter interpreter) throws SqlError;
    }

    private void request(String what, ResultSink sink, Cancellation cancellation, Request request) {
        person.state().forgetLoad();
        perform(what, sink, cancellation, request);
    }

    private void perform(String what, ResultSink sink, Cancellation cancellation, Request request) {
        if (killed) {
            report.error(Message.KILLED.error(), START.line(), sink);
            return;
        }
        work.begin(cancellation);
        Activity activity = person.state().activity();
        activity.begin();
        person.connections().wake(cancellation);
        activity.note(person.state(), person.connections());
        try {
            if (report.broken()) {
                SqlError over = Message.INTERNAL.error("this session ended after an earlier internal error");
                report.error(over, START.line(), sink);
                return;
            }
            Interpreter interpreter = new Interpreter(shared, person, sink, cancellation, report);
            run(what, interpreter, request, sink);
            interpreter.end();
            if (killed) {
                report.error(Message.KILLED.error(), START.line(), sink);
            }
        } finally {
            activity.note(person.state(), person.connections());
            person.connections().rest();
            activity.end();
            work.end();
        }
    }

    private void run(String what, Interpreter interpreter, Request request, ResultSink sink) {
        try {
            request.run(interpreter);
        } catch (SqlError refused) {
            LOG.debug("{} was refused with error {}", what, refused.number());
            person.state().noteError(refused.number());
            report.error(refused, START.line(), sink);
        } catch (RuntimeException | StackOverflowError bug) {
            report.bug(bug, what, START.line(), sink);
        }
    }

    /** Says who is at the other end, before the first batch; until then the session has no name of its own. */
    public void introduce(Client client) {
        person.state().setClient(client);
        person.state().activity().note(person.state(), person.connections());
    }

    /** 0 without an open transaction, otherwise a number that no other transaction of the instance has. */
    public long transaction() {
        return person.state().transactionNumber();
    }

    /**
     * As new, which sp_reset_connection asks for: the transaction is rolled back, options are forgotten, temporary
     * tables are gone, the database is the login's default again.
     */
    public void reset() {
        person.connections().reset();
        person.state().reset();
    }

    /** What a client without ODBC's options wants double quotes to mean until SET QUOTED_IDENTIFIER says otherwise. */
    public void doubleQuotes(DoubleQuotes around) {
        person.state().setQuotesNames(around == DoubleQuotes.NAMES ? Switch.ON : Switch.OFF);
    }

    /** Name of the current database, as it was created. */
    public String database() {
        return person.connections().database();
    }

    /** Whether it is over and its connections are closed. */
    boolean gone() {
        return gone;
    }

    /** What the list of sessions shows of it; from any thread. */
    SessionRow row(int sessionId) {
        return person.state().activity().row(sessionId, killed);
    }

    /** Its number in the list of sessions. */
    public int sessionId() {
        return person.state().client().sessionId();
    }

    /** @param end ends the client's connection, which then closes the session; called from any thread, never waits */
    public void whenKilled(Runnable end) {
        ending = end;
    }

    /** Ends it from any thread, as KILL does; does not wait. */
    void kill() {
        killed = true;
        stop();
        ending.run();
    }

    /** Cancels the running statement, from any thread, and lets no other begin; does not wait. */
    public void stop() {
        work.stop();
    }

    /** Cancels the running statement and waits for its end; then ends its connections, rolling transactions back. */
    @Override
    public void close() {
        close(System.nanoTime() + END_LIMIT.toNanos());
    }

    /** @param deadlineNanos until when the end of a running statement is waited for, by {@link System#nanoTime} */
    synchronized void close(long deadlineNanos) {
        stop();
        if (!work.awaitEnd(deadlineNanos)) {
            LOG.warn("A cancelled statement of {} has not ended in time", person.login());
        }
        person.connections().close();
        person.state().close();
        gone = true;
    }
}

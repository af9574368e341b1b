package dev.coffer.tds;

import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.RowSource;
import dev.coffer.session.CallOutcome;
import dev.coffer.work.Cancellation;
import java.util.List;

/** A session as the wire sees it. Confined to one thread at a time, except that a cancellation comes from another. */
public interface Conversation extends AutoCloseable {

    /** Runs a batch; everything it answers goes to the sink. */
    void execute(String batch, ResultSink sink, Cancellation cancellation);

    /** Calls a procedure; everything it answers but its outcome goes to the sink. */
    CallOutcome call(String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation);

    /**
     * Puts rows where the request before this one, INSERT BULK, announced that they belong; everything it answers goes
     * to the sink.
     *
     * @return false, and nothing done, when none were announced
     */
    boolean load(RowSource rows, ResultSink sink, Cancellation cancellation);

    /** The open transaction: 0 without one, otherwise a number of its own. */
    long transaction();

    /** Its number in the list of sessions, which every packet to the client carries. */
    int sessionId();

    /** Name of the current database. */
    String database();

    /** Back to how a new session is: no transaction, no options, no temporary tables, the first database. */
    void reset();

    /** Ends it; an open transaction is rolled back. */
    @Override
    void close();

    /**
     * How a client wants its session to begin.
     *
     * @param host of the client, as it says; for the list of sessions
     * @param application of the client, as it says
     * @param processId of the client, as it says
     * @param source the client's address
     * @param quotedIdentifiers whether text in double quotes is a name; a string otherwise
     * @param end ends the connection and with it the session, cancelling what runs; from any thread, never waits
     */
    record Beginning(
            String login,
            String host,
            String application,
            long processId,
            String source,
            boolean quotedIdentifiers,
            Runnable end) {}

    /** Opens sessions for those who were let in. */
    @FunctionalInterface
    interface Opener {
        Conversation open(Beginning beginning);
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.security.ServerPermissions;
import dev.coffer.tsql.Statement;
import dev.coffer.work.Cancellation;

/** Who runs a statement, as commands see it; implemented by the session. Confined to the session's thread. */
public interface Caller {

    /** The login's name: sa without a server. */
    String login();

    /** Name of the current database, as it was created. */
    String database();

    /** Makes another database current and reports 5701. The database must exist. */
    void use(String database) throws SqlError;

    ResultSink sink();

    /** Cancelled when the client asks to stop the running statement. */
    Cancellation cancellation();

    /** 1-based line of the running statement in its batch. */
    int line();

    /** What the session remembers between statements. */
    SessionState state();

    /** The session's connections to its current database and to the server-wide views. */
    SessionConnections connections();

    /** The sessions of the instance. */
    OpenSessions sessions();

    /** How big the databases of the instance are. */
    DatabaseSizes sizes();

    /** The variables of the batch that the statement stands in. */
    Variables variables();

    /**
     * Asks for a permission.
     *
     * @param arguments what the refusal is told with
     * @throws SqlError that refusal
     */
    void require(ServerPermissions.Deed deed, Object... arguments) throws SqlError;

    /** Whether a TRY block takes the statement's errors. */
    boolean tried();

    /** The same caller with other variables. */
    Caller with(Variables others);

    /** The same caller, whose results and messages go elsewhere, those of texts that it runs included. */
    Caller into(ResultSink other);

    /**
     * Runs a text as a batch of its own, one level down, with variables that are declared already; its errors reach
     * the client, or the TRY block around it, as they would from this batch.
     *
     * @return its status: 0, or the number of the last error
     * @throws SqlError when it does not parse, 217 when it is nested too deeply
     */
    int run(String text, Variables declared) throws SqlError;

    /** Parses a text as {@link #run(String, Variables)} would, and runs nothing. */
    void check(String text, Variables declared) throws SqlError;

    /** Runs another statement in place of the one that runs. */
    void run(Statement statement) throws SqlError;

    /** Sends a message of the catalogue with the statement's line; meant for those that are no errors. */
    default void inform(Message message, Object... arguments) {
        sink().message(new SqlMessage(message.number(), message.severity(), 1, line(), message.text(arguments)));
    }
}

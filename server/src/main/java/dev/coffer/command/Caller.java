package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
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

    /** Sends a message of the catalogue with the statement's line; meant for those that are no errors. */
    default void inform(Message message, Object... arguments) {
        sink().message(new SqlMessage(message.number(), message.severity(), 1, line(), message.text(arguments)));
    }
}

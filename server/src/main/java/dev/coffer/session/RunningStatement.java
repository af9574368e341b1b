package dev.coffer.session;

import dev.coffer.command.Caller;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionState;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.work.Cancellation;

/** The caller of one statement. */
record RunningStatement(
        String login,
        SessionConnections connections,
        SessionState state,
        ResultSink sink,
        Cancellation cancellation,
        int line)
        implements Caller {

    @Override
    public String database() {
        return connections.database();
    }

    @Override
    public void use(String database) throws SqlError {
        connections.use(database);
        inform(Message.CHANGED_DATABASE_CONTEXT, connections.database());
    }
}

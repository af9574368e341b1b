package dev.coffer.session;

import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionOptions;
import dev.coffer.command.SessionState;
import dev.coffer.errors.SqlError;

/**
 * How a session stands around a batch inside another one: options and database come back, and temporary tables go, when
 * that is over, whatever of it fails.
 */
record AroundBatch(Interpreter.Person person, SessionOptions options, String database) {

    static AroundBatch enter(Interpreter.Person person) {
        AroundBatch around = new AroundBatch(
                person, person.state().options(), person.connections().database());
        person.state().enterLevel();
        return around;
    }

    /** A transaction that the batch left open in another database cannot go on: the session leaves that database. */
    void restore() throws SqlError {
        SessionState state = person.state();
        SessionConnections connections = person.connections();
        int level = state.level();
        state.leaveLevel();
        state.setOptions(options);
        try {
            connections.dropTemporary(level);
        } finally {
            try {
                connections.applyOptions();
            } finally {
                leave(connections);
            }
        }
    }

    private void leave(SessionConnections connections) throws SqlError {
        try {
            connections.use(database);
        } catch (SqlError held) {
            connections.rollBack();
            connections.use(database);
            throw held;
        }
    }
}

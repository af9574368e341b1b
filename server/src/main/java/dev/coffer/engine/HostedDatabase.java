package dev.coffer.engine;

import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;

/** One database of this instance. Thread-safe. */
public interface HostedDatabase extends LiveDatabase {

    DatabaseHome home();

    /**
     * A new connection; the caller closes it. Starts the database if it is not running, which after a power cut may
     * take minutes: a cancellation ends that wait, and so does the end of the engine.
     *
     * @throws SQLException as the driver does
     * @throws EngineException when the database cannot be started, or is closed meanwhile
     * @throws java.util.concurrent.CancellationException once cancelled
     */
    Connection connect(Role role, Cancellation cancellation) throws EngineException, SQLException;

    /** The same for work that nobody cancels. */
    default Connection connect(Role role) throws EngineException, SQLException {
        return connect(role, Cancellation.never());
    }

    /**
     * Reads the whole database and looks for damage; it stays in use meanwhile, and nothing is changed or repaired.
     *
     * @throws EngineException when the check could not be made, which says nothing of the database
     */
    Integrity check(Integrity.Depth depth, Cancellation cancellation) throws EngineException;

    /** Stops it, ending its connections; the next {@link #connect} starts it again. */
    void stop() throws EngineException;

    /** Whose rights a connection has. */
    enum Role {
        /** Owns everything: for the catalogue and the helpers; never runs a user's text. */
        OWNER,
        /** Owns the schema dbo and nothing else: runs users' statements. */
        UNPRIVILEGED
    }
}

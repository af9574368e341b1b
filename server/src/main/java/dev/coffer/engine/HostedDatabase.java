package dev.coffer.engine;

import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** One database of this instance. Thread-safe. */
public interface HostedDatabase {

    DatabaseHome home();

    /**
     * A new connection; the caller closes it. Starts the database if it is not running.
     *
     * @throws SQLException as the driver does
     * @throws EngineException when the database cannot be started
     */
    Connection connect(Role role) throws EngineException, SQLException;

    /**
     * Begins a consistent image; the database stays in use meanwhile.
     *
     * @throws NoDifferential when what changed since the given image cannot be told
     */
    Snapshot snapshot(SnapshotOptions options, Cancellation cancellation) throws EngineException;

    /**
     * Differentials stand on that image from now on: what is kept of all others is forgotten. For a backup whose set is
     * committed.
     *
     * @param set as {@link SnapshotOptions.Base} named it
     */
    void keepBase(UUID set) throws EngineException;

    /**
     * Reads the whole database and looks for damage; it stays in use meanwhile, and nothing is changed or repaired.
     *
     * @throws EngineException when the check could not be made, which says nothing of the database
     */
    Integrity check(Integrity.Depth depth, Cancellation cancellation) throws EngineException;

    /**
     * Begins an image of the log.
     *
     * @throws EngineException LOG_GONE when the log from the order's position on is not there any more
     */
    Snapshot log(LogOrder order, Cancellation cancellation) throws EngineException;

    /** The log before that position is needed no more; for what a backup of the log holds, once that is listed. */
    void releaseLog(BigInteger position) throws EngineException;

    /** No log is kept for backups any more, until a snapshot keeps it again; no error when none was. */
    void keepNoLog() throws EngineException;

    /** Bytes of the data files (D) and of the log (L), as stored now. */
    DatabaseSize size() throws EngineException;

    /** Stops it, ending its connections; the next {@link #connect} starts it again. */
    void stop() throws EngineException;

    /** Whose rights a connection has. */
    enum Role {
        /** Owns everything: for the catalogue and the helpers; never runs a user's text. */
        OWNER,
        /** Owns the schema dbo and nothing else: runs users' statements. */
        UNPRIVILEGED
    }

    record DatabaseSize(long dataBytes, long logBytes) {}
}

package dev.coffer.engine;

import dev.coffer.work.Cancellation;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Hosts databases: creates, opens, restores and discards them. One for each instance. Thread-safe.
 *
 * <p>Nothing here is transactional with the catalogue: a database becomes real when the catalogue's row names its home,
 * and homes that no row names are discarded at the next start.
 */
public interface Engine extends AutoCloseable {

    /** The home of a database that keeps data and log below one folder; the engine chooses where in it. */
    DatabaseHome homeIn(UUID id, Path folder);

    /** Whether a database's log can lie at that place: its server, which may run as another user, gets there. */
    boolean reaches(Path log) throws EngineException;

    /** Lays down a new, empty database and makes it durable; it is not started. */
    void create(DatabaseHome home) throws EngineException;

    /**
     * The database in that home, started on first use and stopped when idle. Asking twice gives the same object.
     */
    HostedDatabase open(DatabaseHome home) throws EngineException;

    /**
     * Lays a full backup's payload down in a home that is new and empty, replays its log and makes it durable:
     * afterwards {@link #open} works. Nothing in the payload is trusted. A failure or cancellation leaves no home
     * behind.
     *
     * @param payload a tar stream as {@link Snapshot#writeTo} made it; read to its end
     */
    RestoreReport restore(RestoreOrder order, InputStream payload, Cancellation cancellation)
            throws EngineException, java.io.IOException;

    /** Stops the database and removes its home. No error when nothing is there. */
    void discard(DatabaseHome home) throws EngineException;

    /** Stops every database, cleanly. */
    @Override
    void close();
}

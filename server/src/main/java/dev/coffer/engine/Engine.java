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
     * Lays one backup's payload down: a full in a home that is new and empty, all others on top of it, in the order of
     * the log. Nothing is started, and {@link #open} works only after {@link #recover} or {@link #standBy}; the home
     * can wait as long as it must. Nothing in the payload is trusted. When it returns, all is durable. A failure or
     * cancellation leaves the home as it was, which for a full means: none.
     *
     * @param payload a tar stream as {@link Snapshot#writeTo} made it; read to its end
     */
    LaidDown layDown(RestoreOrder order, InputStream payload, Cancellation cancellation)
            throws EngineException, java.io.IOException;

    /**
     * Lays a full down as it was taken, for a server that is not ours: of any version, with its own configuration,
     * which here nobody reads; or makes of it what a differential that stands on it says; or puts log behind it, for
     * that server to replay up to the order's time. Nothing is started. When it returns, all is durable; a failure or
     * cancellation leaves what was there before, or, when a differential had begun to change the full, what no server
     * starts on.
     *
     * @param order for a full, whose home's data folder is missing or empty; its owner gets the files, where this
     *     process may give them away
     * @param payload a tar stream as {@link Snapshot#writeTo} made it; read to its end
     */
    LaidDown handOver(RestoreOrder order, InputStream payload, Cancellation cancellation)
            throws EngineException, java.io.IOException;

    /**
     * Ends a restore: replays the log once, on a timeline of its own, and makes all durable; afterwards {@link #open}
     * works. A failure or cancellation leaves a home that {@link #open} refuses; whether it can be tried again depends
     * on how far it came.
     */
    Recovered recover(RecoveryOrder order, Cancellation cancellation) throws EngineException, java.io.IOException;

    /**
     * Makes what is laid down readable while the restore goes on: a copy of it is recovered, and {@link #open} opens
     * that; the home takes more as before. The copy has an identity of its own and keeps no log, whatever the order
     * says; one that was there goes first. {@link #recover} and {@link #discard} remove it. When it returns, all is
     * durable; a failure or cancellation leaves the home as good as it was, and without a copy.
     *
     * @param order as {@link #recover} would take it
     * @throws InsufficientSpace before anything is copied
     */
    void standBy(RecoveryOrder order, Cancellation cancellation) throws EngineException, java.io.IOException;

    /**
     * Asks, before more is laid down, whether {@link #standBy} will find room behind it, where a copy that is there
     * goes first.
     *
     * @param moreBytes that will be laid down
     * @throws InsufficientSpace when it will not
     */
    void requireRoomToStandBy(DatabaseHome home, long moreBytes) throws EngineException, java.io.IOException;

    /** Removes the copy that {@link #standBy} made. No error when there is none. */
    void endStandBy(DatabaseHome home) throws EngineException;

    /**
     * Makes a database of a server elsewhere: asks it, whether it can be backed up, and lays down the home of what is
     * kept of it here. Nothing is changed there.
     *
     * @param home new; no data of the database ever lies in it
     * @throws EngineException ELSEWHERE when the server is not reached, or cannot be backed up
     */
    Attachment attach(DatabaseHome home, ServerElsewhere server, Cancellation cancellation) throws EngineException;

    /**
     * That database, to be backed up; usable for as long as the server's password is open.
     *
     * @param systemId of the server that was attached; another one at its place is refused
     */
    LiveDatabase attached(DatabaseHome home, ServerElsewhere server, String systemId) throws EngineException;

    /** Stops the database and removes its home, and nothing elsewhere. No error when nothing is there. */
    void discard(DatabaseHome home) throws EngineException;

    /**
     * Bounds the log that each database hosted here keeps for backups of it: at the bound the oldest is given up. In
     * force at once, for a database that is being backed up from the end of that on.
     */
    void boundLog(long megabytes) throws EngineException;

    /** Stops every database, cleanly. */
    @Override
    void close();
}

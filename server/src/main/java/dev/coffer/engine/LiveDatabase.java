package dev.coffer.engine;

import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A database that can be backed up while it is in use, hosted here or attached from elsewhere. Thread-safe. */
public interface LiveDatabase {

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
     * Begins an image of the log.
     *
     * @throws EngineException LOG_GONE when the log from the order's position on is not there any more
     */
    Snapshot log(LogOrder order, Cancellation cancellation) throws EngineException;

    /**
     * Begins to watch how far the log has come, which a backup of it does not disturb.
     *
     * @param cancellation ends the watch too
     */
    LogWatch watchLog(Cancellation cancellation) throws EngineException;

    /**
     * Why the log from that position on is not there for the next backup of it, as a clause; empty when it is. A full
     * backup asks, and begins a new chain where it is gone.
     */
    Optional<String> logGone(BigInteger position, Cancellation cancellation) throws EngineException;

    /** The log before that position is needed no more; for what a backup of the log holds, once that is listed. */
    void releaseLog(BigInteger position, Cancellation cancellation) throws EngineException;

    /**
     * No log is kept for backups any more, until a snapshot keeps it again; no error when none was.
     *
     * @return what may keep it still, with reasons: hosts of a server elsewhere that were not reached
     */
    List<String> keepNoLog(Cancellation cancellation) throws EngineException;

    /** Bytes of the data files (D) and of the log (L), as stored now; zeros where that is not known beforehand. */
    DatabaseSize size() throws EngineException;

    /** Bytes of the data files and of the log. */
    record DatabaseSize(long dataBytes, long logBytes) {}
}

package dev.coffer.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A consistent image of one database as a stream. Confined to one thread; closing it early releases everything it holds
 * and leaves the database as it was.
 */
public interface Snapshot extends AutoCloseable {

    Start start();

    /** Roughly how many bytes {@link #writeTo} will write. */
    long estimatedBytes();

    /**
     * Writes the image as a plain tar, reading files while the database is in use, and ends the snapshot.
     *
     * @throws DamagedPage unless the options say to go on
     */
    End writeTo(OutputStream payload) throws EngineException, IOException;

    @Override
    void close();

    /**
     * @param startedAt when the snapshot began
     * @param firstLsn the log position it starts at, as the engine counts bytes
     * @param checkpointLsn the position redo starts at
     * @param facts vendor facts for the readable part of the set, by key
     */
    record Start(Instant startedAt, BigInteger firstLsn, BigInteger checkpointLsn, Map<String, String> facts) {}

    /**
     * @param lastLsn the log position up to which the image needs its own log
     * @param dataBytes bytes of data files in it
     * @param logBytes bytes of log in it
     * @param damagedPages pages that failed their checksum
     * @param firstCommitAt when the first transaction in an image of the log ended
     * @param lastCommitAt when the last one ended
     * @param facts vendor facts known at the end
     */
    record End(
            BigInteger lastLsn,
            long dataBytes,
            long logBytes,
            long damagedPages,
            Optional<Instant> firstCommitAt,
            Optional<Instant> lastCommitAt,
            Map<String, String> facts) {

        /** The end of an image of data. */
        public End(BigInteger lastLsn, long dataBytes, long logBytes, long damagedPages, Map<String, String> facts) {
            this(lastLsn, dataBytes, logBytes, damagedPages, Optional.empty(), Optional.empty(), facts);
        }
    }
}

package dev.coffer.engine;

import java.math.BigInteger;
import java.util.Optional;

/**
 * What one backup brought.
 *
 * @param dataBytes bytes of data files laid down
 * @param logBytes bytes of log laid down
 * @param stop the point to stop at, when it is in this log
 */
public record LaidDown(long dataBytes, long logBytes, Optional<LogStop> stop) {

    /**
     * A place in the log.
     *
     * @param position of a record, as the engine counts bytes
     * @param inclusive whether that record still counts
     */
    public record LogStop(BigInteger position, boolean inclusive) {}
}

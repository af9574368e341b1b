package dev.coffer.engine;

import java.util.Map;
import java.util.Optional;

/**
 * One backup that is laid down.
 *
 * @param home new and empty for a full; otherwise the home that the full was laid down in
 * @param part what kind of backup the payload is
 * @param expectedBytes payload size, for the check of free space before anything is written
 * @param stop where in a log the restore is to stop; looked for in this payload alone
 * @param facts the vendor facts of the set's core and trailer: version, start and end of the image
 */
public record RestoreOrder(
        DatabaseHome home, Part part, long expectedBytes, Optional<StopPoint> stop, Map<String, String> facts) {

    /** An order without a point to stop at. */
    public RestoreOrder(DatabaseHome home, Part part, long expectedBytes, Map<String, String> facts) {
        this(home, part, expectedBytes, Optional.empty(), facts);
    }

    public enum Part {
        /** A whole image: begins a restore. */
        FULL,
        /** What changed since the full that lies in the home; takes the place of one that was laid down before. */
        DIFFERENTIAL,
        /** Log, from a position that is already there on. */
        LOG
    }
}

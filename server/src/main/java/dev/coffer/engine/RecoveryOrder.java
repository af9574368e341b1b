package dev.coffer.engine;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a restore: what was laid down becomes a database.
 *
 * @param home what was laid down in it is replayed once
 * @param identity whether the restored database goes on as the one that was backed up
 * @param reach how far the log is replayed
 * @param keepLogFrom the log from that position on is kept for the next backup of the log; empty: none is
 * @param facts {@link SharedFacts#TIMELINE} of the backup laid down last, {@link SharedFacts#HIGHEST_TIMELINE}
 */
public record RecoveryOrder(
        DatabaseHome home,
        Identity identity,
        Reach reach,
        Optional<BigInteger> keepLogFrom,
        Map<String, String> facts) {

    public enum Identity {
        /** In place of the database it was taken from: keeps its chain. */
        SAME,
        /** Under another name or elsewhere: a fresh identity and a chain of its own. */
        FRESH
    }

    /** How far the log is replayed. */
    public sealed interface Reach {}

    /** Only until the image is consistent: no log was laid down. */
    public record Consistent() implements Reach {}

    /**
     * All the log that was laid down.
     *
     * @param position its end; a replay that ends before it has failed
     */
    public record EndOfLog(BigInteger position) implements Reach {}

    /** Up to a point in the log. */
    public record Stop(LaidDown.LogStop at) implements Reach {}
}

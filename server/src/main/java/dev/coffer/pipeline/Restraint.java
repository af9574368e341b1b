package dev.coffer.pipeline;

import java.util.OptionalInt;

/**
 * How much of the machine and its lines a backup may take.
 *
 * @param bytesPerSecond that all backups together write, mirrors counted; 0 for as much as they can
 * @param workers that compress and seal; 0 for one on each core, as many as are reasonable
 * @param buffering how much of the payload is under way at once
 */
public record Restraint(long bytesPerSecond, int workers, Buffering buffering) {

    public static final Restraint NONE = new Restraint(0, 0, Buffering.ORDINARY);

    /** Of a backup or restore of log at most: it runs beside those of whole databases, in the memory they leave. */
    public static final int LOG_WORKERS = 2;

    public Restraint {
        if (bytesPerSecond < 0 || workers < 0) {
            throw new IllegalArgumentException("Neither is negative: " + bytesPerSecond + ", " + workers);
        }
    }

    /** The same for a backup of log. */
    public Restraint ofLog() {
        return new Restraint(bytesPerSecond, workers == 0 ? LOG_WORKERS : Math.min(workers, LOG_WORKERS), buffering);
    }

    /**
     * Buffers as a statement asks for them. Their bytes together count: they are taken in whole chunks.
     *
     * @param count as many as the pipeline needs when empty
     * @param bytesOfOne a chunk's when empty
     */
    public record Buffering(OptionalInt count, OptionalInt bytesOfOne) {
        public static final Buffering ORDINARY = new Buffering(OptionalInt.empty(), OptionalInt.empty());
    }
}

package dev.coffer.pipeline;

/**
 * How much of the machine and its lines a backup may take.
 *
 * @param bytesPerSecond that all backups together write, mirrors counted; 0 for as much as they can
 * @param workers that compress and seal; 0 for one on each core, as many as are reasonable
 */
public record Restraint(long bytesPerSecond, int workers) {

    public static final Restraint NONE = new Restraint(0, 0);

    /** Of a backup or restore of log at most: it runs beside those of whole databases, in the memory they leave. */
    public static final int LOG_WORKERS = 2;

    public Restraint {
        if (bytesPerSecond < 0 || workers < 0) {
            throw new IllegalArgumentException("Neither is negative: " + bytesPerSecond + ", " + workers);
        }
    }

    /** The same for a backup of log. */
    public Restraint ofLog() {
        return new Restraint(bytesPerSecond, workers == 0 ? LOG_WORKERS : Math.min(workers, LOG_WORKERS));
    }
}

package dev.coffer.pipeline;

/**
 * The bounds of one run.
 *
 * @param workerCount threads that compress and seal, or open and decompress: one for each core, since the compressor
 *     bounds the speed; at most 48, since each needs two buffers and a compressor's tables
 * @param laneCount chunks under way: one in each worker's hands, and some waiting on either side of them
 */
record Limits(int workerCount, int laneCount) {

    private static final int MAX_WORKERS = 48;
    private static final int MAX_WAITING = 16;

    static Limits forCores(int cores) {
        int workers = Math.min(Math.max(cores, 1), MAX_WORKERS);
        return new Limits(workers, workers + Math.min(workers + 2, MAX_WAITING));
    }
}

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

    /** What a statement can ask for: with its sealed bytes each takes somewhat more than 2 MiB. */
    private static final int MAX_ASKED_LANES = 32;

    static Limits forCores(int cores) {
        int workers = Math.min(Math.max(cores, 1), MAX_WORKERS);
        return new Limits(workers, workers + Math.min(workers + 2, MAX_WAITING));
    }

    /**
     * The same with as many chunks under way as the buffers hold: at least one, and no more than are bearable. Buffers
     * of another size, without a count, never make them fewer.
     */
    Limits buffering(Restraint.Buffering asked) {
        long chunkBytes = 1L << SetDraft.CHUNK_SIZE_LOG2;
        long bytes = asked.count().orElse(laneCount) * (long) asked.bytesOfOne().orElse((int) chunkBytes);
        long least = asked.count().isPresent() ? 1 : laneCount;
        long most = Math.max(laneCount, MAX_ASKED_LANES);
        return new Limits(workerCount, (int) Math.min(Math.max(bytes / chunkBytes, least), most));
    }
}

package dev.coffer.bench;

import java.util.function.LongSupplier;

/** Looks at a memory figure now and then until it is closed, and keeps the highest. */
final class MemorySampler implements AutoCloseable {

    /** Often enough for what grows and goes within a backup. */
    private static final long OFTEN_MILLIS = 25;

    private static final double MEBIBYTE = 1 << 20;

    private final Thread thread;
    private final long before;
    private volatile long peak;
    private volatile boolean stopped;

    MemorySampler(LongSupplier bytes) {
        this(bytes, OFTEN_MILLIS);
    }

    /** @param pauseMillis between two looks, for figures that cost something */
    MemorySampler(LongSupplier bytes, long pauseMillis) {
        this.before = bytes.getAsLong();
        this.peak = before;
        this.thread = new Thread(
                () -> {
                    while (!stopped) {
                        peak = Math.max(peak, bytes.getAsLong());
                        try {
                            Thread.sleep(pauseMillis);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "memory-sampler");
        thread.setDaemon(true);
        thread.start();
    }

    double peakMebibytes() {
        return peak / MEBIBYTE;
    }

    double peakMebibytesAboveBefore() {
        return (peak - before) / MEBIBYTE;
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}

package dev.coffer.pipeline;

import dev.coffer.work.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps all backups together to a number of bytes a second: whoever writes takes his turn, and the next one's turn
 * begins when so many bytes have had their time. Thread-safe.
 */
final class Pace {

    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private long nextNanos;

    /** @param nanoTime a clock that never goes back */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextNanos = nanoTime.getAsLong();
    }

    /**
     * Waits for the turn of so many bytes.
     *
     * @param bytesPerSecond 0 for no limit
     * @throws java.util.concurrent.CancellationException when cancelled while it waits
     */
    void await(long bytes, long bytesPerSecond, Cancellation cancellation) {
        if (bytesPerSecond == 0) {
            return;
        }
        long waitNanos = turn(bytes, bytesPerSecond);
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
        try {
            cancelled.await(waitNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        } finally {
            registration.close();
        }
        cancellation.check();
    }

    /** Nanoseconds until the bytes may go; time in which nobody wrote is not made up for. */
    synchronized long turn(long bytes, long bytesPerSecond) {
        long now = nanoTime.getAsLong();
        long begin = nextNanos - now > 0 ? nextNanos : now;
        nextNanos = begin + (long) ((double) bytes / bytesPerSecond * NANOS_PER_SECOND);
        return begin - now;
    }
}

package dev.coffer.session;

import dev.coffer.work.Cancellation;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a session is doing just now, so that whoever ends the session from another thread stops that first: its
 * connections, keys and files are not to go away beneath it. Thread-safe.
 */
final class CurrentWork {

    private @Nullable Cancellation running;
    private @Nullable Thread worker;
    private boolean over;

    /** @throws IllegalStateException after {@link #stop} */
    synchronized void begin(Cancellation cancellation) {
        if (over) {
            throw new IllegalStateException("The session is closed");
        }
        running = cancellation;
        worker = Thread.currentThread();
    }

    synchronized void end() {
        running = null;
        worker = null;
        notifyAll();
    }

    /** Lets nothing more begin and cancels what runs. */
    void stop() {
        Cancellation last = last();
        if (last != null) {
            last.cancel();
        }
    }

    private synchronized @Nullable Cancellation last() {
        over = true;
        return running;
    }

    /**
     * Returns whether nothing runs any more; the work's own thread does not wait for itself.
     *
     * @param deadlineNanos by {@link System#nanoTime}; one that has passed means no wait
     */
    synchronized boolean awaitEnd(long deadlineNanos) {
        try {
            for (long left = deadlineNanos - System.nanoTime();
                    isBusy() && left > 0;
                    left = deadlineNanos - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !isBusy();
    }

    private boolean isBusy() {
        return running != null && Thread.currentThread() != worker;
    }
}

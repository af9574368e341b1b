package dev.coffer.jobs;

import dev.coffer.errors.SqlError;
import dev.coffer.work.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Places for backups and restores: each uses all cores, so a few run at once, and whoever comes later waits in the
 * order of coming. Logs have places of their own, with a queue of their own: hours of a full must not keep the log from
 * being backed up. Counts how all ended since the instance's start. Thread-safe.
 */
public final class LongWork {

    /** What is done. */
    public enum Kind {
        BACKUP_FULL,
        BACKUP_DIFFERENTIAL,
        BACKUP_LOG,
        RESTORE_FULL,
        RESTORE_LOG,
        VERIFY;

        private boolean isOfLog() {
            return this == BACKUP_LOG || this == RESTORE_LOG;
        }
    }

    /** How it ended. */
    public enum Outcome {
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    /** The work itself; returns the bytes it wrote or read. */
    @FunctionalInterface
    public interface Work {
        long run() throws SqlError;
    }

    /** Told on the thread of the work when it must wait, and when it need not any more. */
    public interface Waiting {
        void begins();

        void ends();
    }

    /**
     * How much of one kind ended in one way; the time in the queue is not counted.
     *
     * @param bytes of work that succeeded
     */
    public record Tally(long count, long bytes, double seconds) {

        static final Tally NONE = new Tally(0, 0, 0);

        private Tally plus(long moreBytes, double moreSeconds) {
            return new Tally(count + 1, bytes + moreBytes, seconds + moreSeconds);
        }
    }

    private record End(Kind kind, Outcome outcome) {}

    /** Places, and who waits for one. Guarded by the object around it. */
    private static final class Places {
        private final int count;
        private final Deque<Object> queue = new ArrayDeque<>();
        private int taken;

        Places(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("Places for long work are at least 1, not " + count);
            }
            this.count = count;
        }

        boolean isTurnOf(Object ticket) {
            return queue.peekFirst() == ticket && taken < count;
        }
    }

    private static final double NANOS_A_SECOND = 1e9;

    private final Places whole;
    private final Places logs;
    private final Map<End, Tally> tallies = new HashMap<>();

    /**
     * @param places how many backups, restores and checks of whole databases run at once, at least 1
     * @param logPlaces how many backups and restores of logs run at once beside them, at least 1
     */
    public LongWork(int places, int logPlaces) {
        this.whole = new Places(places);
        this.logs = new Places(logPlaces);
    }

    /**
     * Waits for a place and does the work on this thread.
     *
     * @throws CancellationException when it is cancelled, also while it waits
     * @throws SqlError of the work
     */
    public void run(Kind kind, Cancellation cancellation, Waiting waiting, Work work) throws SqlError {
        Places places = kind.isOfLog() ? logs : whole;
        long startNanos = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        long bytes = 0;
        try {
            take(places, cancellation, waiting);
            try {
                startNanos = System.nanoTime();
                bytes = work.run();
                outcome = Outcome.SUCCEEDED;
            } finally {
                give(places);
            }
        } finally {
            if (outcome != Outcome.SUCCEEDED && cancellation.isCancelled()) {
                outcome = Outcome.CANCELLED;
            }
            count(kind, outcome, bytes, (System.nanoTime() - startNanos) / NANOS_A_SECOND);
        }
    }

    private void take(Places places, Cancellation cancellation, Waiting waiting) {
        Object ticket = new Object();
        Cancellation.Registration waking = cancellation.onCancel(this::wake);
        try {
            await(ticket, places, cancellation, waiting);
        } finally {
            waking.close();
        }
    }

    private synchronized void await(Object ticket, Places places, Cancellation cancellation, Waiting waiting) {
        places.queue.addLast(ticket);
        boolean waits = false;
        try {
            while (!places.isTurnOf(ticket)) {
                cancellation.check();
                if (!waits) {
                    waits = true;
                    waiting.begins();
                }
                wait();
            }
            cancellation.check();
            places.taken++;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            CancellationException stopped = new CancellationException("The instance is stopping");
            stopped.initCause(stopping);
            throw stopped;
        } finally {
            places.queue.remove(ticket);
            if (waits) {
                waiting.ends();
            }
            notifyAll();
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void give(Places places) {
        places.taken--;
        notifyAll();
    }

    private synchronized void count(Kind kind, Outcome outcome, long bytes, double seconds) {
        tallies.put(new End(kind, outcome), tally(kind, outcome).plus(bytes, seconds));
    }

    /** How that kind of work ended in that way, since the start. */
    public synchronized Tally tally(Kind kind, Outcome outcome) {
        return tallies.getOrDefault(new End(kind, outcome), Tally.NONE);
    }

    /** How much runs now. */
    public synchronized int runningCount() {
        return whole.taken + logs.taken;
    }

    /** How much waits for a place now. */
    public synchronized int waitingCount() {
        return whole.queue.size() + logs.queue.size();
    }
}

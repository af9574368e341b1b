package dev.coffer.work;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A request to stop that long work looks at between steps. Thread-safe; once cancelled it stays so.
 */
public final class Cancellation {

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Work that nobody can cancel. */
    public static Cancellation never() {
        return new Cancellation();
    }

    /** Tells every listener, also when one of them fails; the first failure comes out at the end. */
    public void cancel() {
        if (!cancelled.compareAndSet(false, true)) {
            return;
        }
        @Nullable RuntimeException failure = null;
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException failed) {
                if (failure == null) {
                    failure = failed;
                } else {
                    failure.addSuppressed(failed);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Throws {@link CancellationException} once cancelled. */
    public void check() {
        if (cancelled.get()) {
            throw new CancellationException("The operation was cancelled");
        }
    }

    /**
     * Runs the listener on the thread that cancels, at once if that has happened already. Close the registration when
     * the work is over, holding no lock that the listener takes.
     */
    public Registration onCancel(Runnable listener) {
        Once once = new Once(listener);
        listeners.add(once);
        if (cancelled.get()) {
            once.run();
        }
        return () -> {
            listeners.remove(once);
            once.end();
        };
    }

    /** A listener that runs once at most, and never any more once it was ended. */
    private static final class Once implements Runnable {

        private final Lock lock = new ReentrantLock();
        private final Runnable listener;
        private boolean over;

        Once(Runnable listener) {
            this.listener = listener;
        }

        @Override
        public void run() {
            lock.lock();
            try {
                if (!over) {
                    over = true;
                    listener.run();
                }
            } finally {
                lock.unlock();
            }
        }

        /** Returns when no other thread runs it any more. */
        void end() {
            lock.lock();
            try {
                over = true;
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Undoes {@link #onCancel}. Closing it waits for a listener that runs on another thread: behind it, nothing comes
     * that could hit the next work.
     */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.coffer.work;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * the work is over.
     */
    public Registration onCancel(Runnable listener) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable once = () -> {
            if (done.compareAndSet(false, true)) {
                listener.run();
            }
        };
        listeners.add(once);
        if (cancelled.get()) {
            once.run();
        }
        return () -> listeners.remove(once);
    }

    /** Undoes {@link #onCancel}. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.coffer.cli;

import dev.coffer.work.Cancellation;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Ctrl-C means: the first cancels the statement that runs, one without a running statement or a second one ends the
 * program. Thread-safe.
 */
public final class Interrupts {

    private final AtomicReference<Cancellation> running = new AtomicReference<>();
    private final Runnable end;

    /** @param end ends the program; called on the thread that brings the signal */
    public Interrupts(Runnable end) {
        this.end = end;
    }

    /** For runs that nobody interrupts. */
    public static Interrupts none() {
        return new Interrupts(() -> {});
    }

    /** A statement begins; it ends when the guard is closed. */
    public Guard guard(Cancellation cancellation) {
        running.set(cancellation);
        return () -> running.compareAndSet(cancellation, null);
    }

    /** Ctrl-C was pressed. */
    public void interrupt() {
        Cancellation statement = running.get();
        if (statement == null || statement.isCancelled()) {
            end.run();
        } else {
            statement.cancel();
        }
    }

    /** Closed when the statement has ended. */
    @FunctionalInterface
    public interface Guard extends AutoCloseable {
        @Override
        void close();
    }
}

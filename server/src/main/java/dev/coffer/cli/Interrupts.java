package dev.coffer.cli;

import dev.coffer.work.Cancellation;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Ctrl-C means: the first cancels the statement that runs, one without a running statement or a second one ends
 * the program. Thread-safe.
 */
public final class Interrupts {

    private final AtomicReference<Cancellation> running = new AtomicReference<>();
    private final Runnable stop;

    /** @param stop ends the program; called on the thread that brings the signal */
    public Interrupts(Runnable stop) {
        this.stop = stop;
    }

    /** For runs that nobody interrupts. */
    public static Interrupts none() {
        return new Interrupts(() -> {});
    }

    /** A statement begins. */
    public void begin(Cancellation cancellation) {
        running.set(cancellation);
    }

    /** The statement that began has ended. */
    public void end(Cancellation cancellation) {
        running.compareAndSet(cancellation, null);
    }

    /** Ctrl-C was pressed. */
    public void interrupt() {
        Cancellation statement = running.get();
        if (statement == null || statement.isCancelled()) {
            stop.run();
        } else {
            statement.cancel();
        }
    }
}

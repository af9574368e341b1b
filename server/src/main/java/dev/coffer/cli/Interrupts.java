package dev.coffer.cli;

import dev.coffer.work.Cancellation;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Ctrl-C means: the first cancels the statement that runs, a second one ends the program. Without a running
 * statement it is for whoever reads. Thread-safe.
 */
public final class Interrupts {

    private final AtomicReference<Cancellation> running = new AtomicReference<>();
    private final Runnable idle;
    private final Runnable stop;

    /**
     * Both are called on the thread that brings the signal.
     *
     * @param idle what it means while nothing runs
     * @param stop ends the program
     */
    public Interrupts(Runnable idle, Runnable stop) {
        this.idle = idle;
        this.stop = stop;
    }

    /** For runs that nobody interrupts. */
    public static Interrupts none() {
        return new Interrupts(() -> {}, () -> {});
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
        if (statement == null) {
            idle.run();
        } else if (statement.isCancelled()) {
            stop.run();
        } else {
            statement.cancel();
        }
    }
}

package dev.coffer.cli;

import dev.coffer.result.ResultSink;
import dev.coffer.work.Cancellation;

/** Runs batches: a session of the instance in this process, or whatever else understands one. */
@FunctionalInterface
public interface BatchTarget {

    /**
     * Runs one batch to its end on the calling thread. Errors of the batch go to the sink as messages; nothing is
     * thrown for them.
     *
     * @throws SessionLost when nothing more can be run here
     */
    void execute(String batch, ResultSink sink, Cancellation cancellation) throws SessionLost;

    /** Whether a batch has shut the server down: no other is to be run. */
    default boolean over() {
        return false;
    }
}

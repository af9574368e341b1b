package dev.coffer.session;

import dev.coffer.result.ResultSink;
import dev.coffer.work.Cancellation;

/**
 * One client's conversation with the instance: its current database, options and connections. Confined to one thread at
 * a time; only the cancellation may come from another.
 */
public final class Session implements AutoCloseable {

    /**
     * Parses and runs a batch. Everything a client is told, errors included, goes to the sink in the order it arises.
     *
     * @param cancellation stops the running statement and the rest of the batch
     */
    public void execute(String batch, ResultSink sink, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    /** Name of the current database, as it was created. */
    public String database() {
        return "master";
    }

    /** Ends its connections, rolling open transactions back. */
    @Override
    public void close() {}
}

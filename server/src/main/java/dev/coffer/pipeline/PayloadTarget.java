package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;

/**
 * Takes a set's payload: {@code (payload, cancellation) -> engine.layDown(order, payload, cancellation)}.
 *
 * @param <T> what it reports
 */
@FunctionalInterface
public interface PayloadTarget<T> {

    /**
     * Reads the payload to its end. The end is only reached when every chunk was there, opened and counted; a stream
     * that throws has delivered a damaged or cancelled payload, and the target undoes what it did.
     */
    T take(InputStream payload, Cancellation cancellation) throws EngineException, IOException;
}

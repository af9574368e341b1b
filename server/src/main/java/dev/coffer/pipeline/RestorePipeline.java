package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;

/**
 * Gives a set's payload back: one thread reads ahead, workers check, unseal and decompress, the caller's thread hands
 * the payload on in order. Thread-safe; every run has threads and buffers of its own.
 */
public final class RestorePipeline {

    private final Limits limits;

    /** @param cores how many processors it may keep busy */
    public RestorePipeline(int cores) {
        this.limits = Limits.forCores(cores);
    }

    /**
     * Opens the set and hands its payload to the target.
     *
     * @param progress told on the thread that reads the payload, in payload bytes
     * @throws EngineException from the target
     * @throws IOException when the file cannot be read, or from the target
     * @throws DamagedMedia when the set is not whole and untampered
     * @throws WrongKey when no identity opens it
     * @throws UntrustedSigner when nobody trusted signed it
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    public <T> T run(SetReading reading, PayloadTarget<T> target, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, DamagedMedia, WrongKey, UntrustedSigner {
        try (PayloadFlow flow = PayloadFlow.open(reading, limits, cancellation)) {
            long totalBytes = reading.set().trailer().payloadBytes();
            try {
                T report = target.take(new PayloadStream(flow, progress, totalBytes), cancellation);
                if (!flow.ended()) {
                    throw new IllegalStateException("The target did not read the payload to its end");
                }
                return report;
            } catch (EngineException | IOException | RuntimeException e) {
                // Whatever stopped the flow first is the cause; what the target made of it is only its echo.
                flow.rethrowFailure();
                throw e;
            }
        }
    }
}

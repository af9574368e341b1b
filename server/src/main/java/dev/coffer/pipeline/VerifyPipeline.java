package dev.coffer.pipeline;

import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.time.Duration;

/**
 * Reads, checks, unseals and decompresses every byte of a set, and keeps none (RESTORE VERIFYONLY). Thread-safe.
 *
 * <p>Verification without a key needs no pipeline: {@code BackupSet.checkSignature}, {@code checkSlotAreas} and
 * {@code checkChunk} over {@code chunks()}, which the command line walks by itself.
 */
public final class VerifyPipeline {

    private final Limits limits;

    /** @param cores how many processors it may keep busy */
    public VerifyPipeline(int cores) {
        this.limits = Limits.forCores(cores);
    }

    /**
     * @param progress told on the calling thread, in payload bytes
     * @throws IOException when the file cannot be read
     * @throws DamagedMedia when the set is not whole and untampered
     * @throws WrongKey when no identity opens it
     * @throws UntrustedSigner when nobody trusted signed it
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    public VerifyReport run(SetReading reading, Progress progress, Cancellation cancellation)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        long begunNanos = System.nanoTime();
        // Opening does not depend on the slot areas, so only here somebody looks at the bytes of both.
        reading.set().checkSlotAreas();
        try (PayloadFlow flow = PayloadFlow.open(reading, limits, cancellation)) {
            long totalBytes = reading.set().trailer().payloadBytes();
            try {
                while (flow.next().isPresent()) {
                    flow.release();
                    progress.advanced(flow.payloadBytes(), Math.max(totalBytes, flow.payloadBytes()));
                }
            } catch (Conveyor.Stopped stopped) {
                flow.rethrowFailure();
                throw stopped;
            }
            return new VerifyReport(
                    flow.payloadBytes(),
                    flow.sealedBytes(),
                    flow.chunkCount(),
                    Duration.ofNanos(System.nanoTime() - begunNanos));
        }
    }
}

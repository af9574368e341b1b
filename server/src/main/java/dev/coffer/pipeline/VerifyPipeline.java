package dev.coffer.pipeline;

import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;

/**
 * Reads, checks, unseals and decompresses every byte of a set, and keeps none (RESTORE VERIFYONLY). Thread-safe.
 *
 * <p>Verification without a key needs no pipeline: {@code BackupSet.checkSignature} and {@code checkChunk} over
 * {@code chunks()}, which the command line walks by itself.
 */
public final class VerifyPipeline {

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
        throw new UnsupportedOperationException();
    }
}

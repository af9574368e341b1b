package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.media.DamagedMedia;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;

/**
 * Makes one backup set: the caller's thread reads the snapshot, workers compress and seal, one thread writes in order.
 * Thread-safe; every run has threads and buffers of its own.
 */
public final class BackupPipeline {

    /**
     * Runs the order to the committed set, or leaves nothing behind.
     *
     * @param progress told on the calling thread, in payload bytes
     * @throws EngineException when the database cannot be read, DamagedPage among them
     * @throws IOException when the target cannot be written; a StoreException says how
     * @throws DamagedMedia when the set was to be appended to a file that is no sound media family
     * @throws java.util.concurrent.CancellationException when cancelled
     */
    public BackupOutcome run(BackupOrder order, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, DamagedMedia {
        throw new UnsupportedOperationException();
    }
}

package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.Snapshot;
import dev.coffer.work.Cancellation;

/** Begins the image that a backup holds: {@code cancellation -> database.snapshot(options, cancellation)}. */
@FunctionalInterface
public interface SnapshotSource {

    /** The caller closes the snapshot. */
    Snapshot begin(Cancellation cancellation) throws EngineException;
}

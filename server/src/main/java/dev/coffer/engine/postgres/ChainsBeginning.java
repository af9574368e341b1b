package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.Snapshot;
import java.io.IOException;
import java.io.OutputStream;

/** A full of an attached server, behind which its log is to be backed up. Confined to one thread. */
final class ChainsBeginning implements Snapshot {

    /** Told where the full ended. */
    @FunctionalInterface
    interface Behind {
        void note(End end);
    }

    private final Snapshot image;
    private final Behind behind;

    ChainsBeginning(Snapshot image, Behind behind) {
        this.image = image;
        this.behind = behind;
    }

    @Override
    public Start start() {
        return image.start();
    }

    @Override
    public long estimatedBytes() {
        return image.estimatedBytes();
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        End end = image.writeTo(payload);
        behind.note(end);
        return end;
    }

    @Override
    public void close() {
        image.close();
    }
}

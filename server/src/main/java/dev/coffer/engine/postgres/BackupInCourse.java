package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.Snapshot;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A snapshot that its server knows of, from before its beginning to its end. Confined to one thread. */
final class BackupInCourse implements Snapshot {

    /** Begins the snapshot itself. */
    @FunctionalInterface
    interface Beginning {
        Snapshot begin() throws EngineException;
    }

    private final Postmaster server;
    private final Snapshot snapshot;
    private boolean ended;

    private BackupInCourse(Postmaster server, Snapshot snapshot) {
        this.server = server;
        this.snapshot = snapshot;
    }

    static Snapshot begin(Postmaster server, Beginning beginning) throws EngineException {
        try {
            server.beginBackup();
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot keep log for a backup: " + FailureText.of(e), e);
        }
        boolean begun = false;
        try {
            Snapshot snapshot = new BackupInCourse(server, beginning.begin());
            begun = true;
            return snapshot;
        } finally {
            if (!begun) {
                end(server);
            }
        }
    }

    @Override
    public Start start() {
        return snapshot.start();
    }

    @Override
    public long estimatedBytes() {
        return snapshot.estimatedBytes();
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        try {
            return snapshot.writeTo(payload);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        try {
            snapshot.close();
        } finally {
            if (!ended) {
                ended = true;
                end(server);
            }
        }
    }

    private static void end(Postmaster server) {
        try {
            server.endBackup();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot bound the log that is kept", e);
        }
    }
}

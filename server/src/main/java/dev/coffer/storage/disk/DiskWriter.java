package dev.coffer.storage.disk;

import dev.coffer.storage.Location;
import dev.coffer.storage.Quietly;
import dev.coffer.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Appends to an open file and keeps the disk busy meanwhile: whenever it is idle a second thread syncs what was
 * written, so that the commit has little left to wait for, the page cache never fills with one backup, and a failing
 * disk is noticed early. Confined to one thread at a time.
 */
final class DiskWriter {

    /** What is worth a sync when the disk has nothing else to do: little is left for the commit to wait for. */
    private static final long SYNC_WHEN_IDLE_BYTES = 16L << 20;

    /** What may lie in the page cache before the writer waits for the disk. */
    private static final long SYNC_AT_LATEST_BYTES = 64L << 20;

    private final Location location;
    private final Path path;
    private final FileChannel channel;
    private long position;
    private long unsyncedBytes;
    private @Nullable FutureTask<Void> sync;
    private boolean open = true;

    DiskWriter(Location location, Path path, FileChannel channel, long position) {
        this.location = location;
        this.path = path;
        this.channel = channel;
        this.position = position;
    }

    long positionBytes() {
        return position;
    }

    /** Whether {@link #close} has not been called yet. */
    boolean isOpen() {
        return open;
    }

    void write(ByteBuffer source) throws StoreException {
        requireOpen();
        try {
            while (source.hasRemaining()) {
                int count = channel.write(source, position);
                position += count;
                unsyncedBytes += count;
            }
            FutureTask<Void> running = sync;
            boolean idle = running == null || running.isDone();
            if (unsyncedBytes >= (idle ? SYNC_WHEN_IDLE_BYTES : SYNC_AT_LATEST_BYTES)) {
                awaitSync();
                startSync();
            }
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    /** Afterwards everything written is durable, or this throws. */
    void sync() throws StoreException {
        requireOpen();
        try {
            awaitSync();
            channel.force(true);
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    /** Cuts the file, for an append that is given up; the thread that syncs has ended then. */
    void cutAt(long offset) throws StoreException {
        try {
            settle();
            channel.truncate(offset);
            channel.force(true);
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    void close() {
        open = false;
        settle();
        Quietly.close(channel);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("The file has been committed or closed");
        }
    }

    private void startSync() {
        unsyncedBytes = 0;
        FutureTask<Void> task = new FutureTask<>(() -> {
            channel.force(false);
            return null;
        });
        sync = task;
        Thread thread = new Thread(task, "coffer-disk-sync");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the sync that is under way. Linux reports a lost write to one fsync only: a failure seen here must fail
     * the backup, since a later sync would claim success.
     */
    private void awaitSync() throws IOException {
        FutureTask<Void> running = sync;
        if (running == null) {
            return;
        }
        try {
            join(running);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException("A sync ended unexpectedly", e.getCause());
        }
        sync = null;
    }

    private void settle() {
        FutureTask<Void> running = sync;
        if (running != null) {
            try {
                join(running);
            } catch (ExecutionException givenUp) {
                sync = null;
            }
        }
    }

    /** Not interruptible: an interrupt in the middle of channel work would close the channel under the writer. */
    private static void join(FutureTask<Void> task) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

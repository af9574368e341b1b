package dev.coffer.storage.disk;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Ledger;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An existing file that grows in place, under a lock on its name. Confined to one thread at a time. */
final class GrownFile implements GrowingFile {

    private static final Logger LOG = LoggerFactory.getLogger(GrownFile.class);

    private final Location location;
    private final Path path;
    private final DiskFile file;
    private final NameLock lock;
    private final Optional<Ledger.Entry> entry;
    private @Nullable Tail tail;

    /** Takes over the open file, the lock and the entry that remembers the lock. */
    GrownFile(Location location, Path path, DiskFile file, NameLock lock, Optional<Ledger.Entry> entry) {
        this.location = location;
        this.path = path;
        this.file = file;
        this.lock = lock;
        this.entry = entry;
    }

    @Override
    public long sizeBytes() {
        return file.sizeBytes();
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws IOException {
        file.readFully(offset, target);
    }

    @Override
    public StagedFile writeFrom(long offset) throws StoreException {
        if (tail != null) {
            throw new IllegalStateException("The file is being written already");
        }
        if (offset < 0 || offset > sizeBytes()) {
            throw new IllegalArgumentException("Offset " + offset + " is not in 0.." + sizeBytes());
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
            try {
                channel.truncate(offset);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            Tail begun = new Tail(channel, offset);
            tail = begun;
            return begun;
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    @Override
    public void remove() throws StoreException {
        if (tail != null) {
            throw new IllegalStateException("The file is being written");
        }
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    @Override
    public void close() {
        Tail begun = tail;
        if (begun != null) {
            begun.close();
        }
        file.close();
        lock.close();
        entry.ifPresent(Ledger.Entry::forget);
    }

    /** What is written behind the offset: part of the file at once, but no reader counts a set without its footer. */
    private final class Tail implements StagedFile {

        private final DiskWriter writer;
        private final long offset;
        private boolean committed;

        Tail(FileChannel channel, long offset) {
            this.writer = new DiskWriter(location, path, channel, offset);
            this.offset = offset;
        }

        @Override
        public long positionBytes() {
            return writer.positionBytes();
        }

        @Override
        public void write(ByteBuffer source) throws StoreException {
            if (committed) {
                throw new IllegalStateException("The file has been committed");
            }
            writer.write(source);
        }

        @Override
        public void prepare() throws StoreException {
            writer.sync();
        }

        /** The file stays open for a {@link #withdraw} until it is closed. */
        @Override
        public void commit() throws StoreException {
            writer.sync();
            committed = true;
        }

        @Override
        public void withdraw() {
            committed = false;
        }

        @Override
        public void close() {
            if (!writer.isOpen()) {
                return;
            }
            if (!committed) {
                cut();
            }
            writer.close();
        }

        private void cut() {
            try {
                writer.cutAt(offset);
            } catch (StoreException e) {
                // Harmless: readers report a torn tail, and the next append cuts it off.
                LOG.warn("{} keeps a torn tail behind byte {}: {}", location, offset, e.getMessage());
            }
        }
    }
}

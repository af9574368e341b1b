package dev.coffer.storage.disk;

import dev.coffer.storage.Location;
import dev.coffer.storage.Quietly;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file open for reading at any offset; its size is the one it had when it was opened. Thread-safe. */
final class DiskFile implements StoredFile {

    private final Location location;
    private final Path path;
    private final FileChannel channel;
    private final long sizeBytes;

    private DiskFile(Location location, Path path, FileChannel channel, long sizeBytes) {
        this.location = location;
        this.path = path;
        this.channel = channel;
        this.sizeBytes = sizeBytes;
    }

    static DiskFile open(Location location, Path path) throws StoreException {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                // A pipe would block the session for ever, a device has no end.
                throw new StoreException(StoreException.Kind.DENIED, location, "It is not a regular file", null);
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                return new DiskFile(location, path, channel, channel.size());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws IOException {
        long position = offset;
        while (target.hasRemaining()) {
            int count = read(position, target);
            if (count < 0) {
                throw new EOFException("The file ends at byte " + position);
            }
            position += count;
        }
    }

    private int read(long position, ByteBuffer target) throws StoreException {
        try {
            return channel.read(target, position);
        } catch (IOException e) {
            throw DiskErrors.translate(location, path, e);
        }
    }

    @Override
    public void close() {
        Quietly.close(channel);
    }
}

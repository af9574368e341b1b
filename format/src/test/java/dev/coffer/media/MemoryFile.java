package dev.coffer.media;

import dev.coffer.bytes.ByteSink;
import dev.coffer.bytes.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;

/** A media file in memory: written front to back, read anywhere. */
final class MemoryFile implements ByteSink, ByteSource {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    static MemoryFile of(byte[] bytes) {
        MemoryFile file = new MemoryFile();
        file.written.writeBytes(bytes);
        return file;
    }

    @Override
    public void write(ByteBuffer source) {
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        written.writeBytes(bytes);
    }

    byte[] bytes() {
        return written.toByteArray();
    }

    @Override
    public long sizeBytes() {
        return written.size();
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws EOFException {
        byte[] all = written.toByteArray();
        if (offset + target.remaining() > all.length) {
            throw new EOFException();
        }
        target.put(all, (int) offset, target.remaining());
    }
}

package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.EOFException;
import java.nio.ByteBuffer;

/** Bytes in memory, not copied: a test may change them between two reads. */
record ArraySource(byte[] bytes) implements ByteSource {

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public void readFully(long offset, ByteBuffer target) throws EOFException {
        if (offset < 0 || offset + target.remaining() > bytes.length) {
            throw new EOFException();
        }
        target.put(bytes, (int) offset, target.remaining());
    }
}

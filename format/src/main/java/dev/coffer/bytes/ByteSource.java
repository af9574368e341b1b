package dev.coffer.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Stored bytes that can be read at any offset. Thread-safe. */
public interface ByteSource {

    /** The size in bytes, fixed while the source is open. */
    long sizeBytes() throws IOException;

    /**
     * Fills the buffer from its position to its limit with the bytes that start at the offset.
     *
     * @throws java.io.EOFException when fewer bytes are there; the buffer's content is then undefined
     */
    void readFully(long offset, ByteBuffer target) throws IOException;
}

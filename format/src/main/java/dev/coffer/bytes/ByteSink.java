package dev.coffer.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes bytes in order. Confined to one thread at a time. */
public interface ByteSink {

    /** Takes everything from the buffer's position to its limit. */
    void write(ByteBuffer source) throws IOException;
}

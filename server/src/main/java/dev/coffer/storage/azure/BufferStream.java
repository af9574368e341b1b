package dev.coffer.storage.azure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes into a buffer; more than it can hold is an error. */
final class BufferStream extends OutputStream {

    private final ByteBuffer target;

    BufferStream(ByteBuffer target) {
        this.target = target;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > target.remaining()) {
            throw new IOException("The answer is longer than what was asked for");
        }
        target.put(bytes, offset, length);
    }
}

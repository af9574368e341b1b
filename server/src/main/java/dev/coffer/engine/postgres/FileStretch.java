package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A stretch of a file as a stream that keeps its own position, so that several can read one channel. Closing it leaves
 * the channel open. Confined to one thread.
 */
final class FileStretch extends InputStream {

    private final FileChannel channel;
    private final long end;
    private long position;

    FileStretch(FileChannel channel, long firstByteOffset, long lengthBytes) {
        this.channel = channel;
        this.position = firstByteOffset;
        this.end = firstByteOffset + lengthBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0 || position >= end) {
            return length == 0 ? 0 : -1;
        }
        int count = channel.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, end - position)), position);
        position += Math.max(0, count);
        return count;
    }
}

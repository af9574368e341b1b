package dev.coffer.engine.postgres;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/**
 * A file for what would be too much for memory. It loses its name when it is opened, so that nobody else opens it and
 * nothing is left of it, whatever ends the process. Confined to one thread.
 */
final class ScratchFile implements AutoCloseable {

    private static final int WRITE_BUFFER_BYTES = 1 << 16;

    private final FileChannel channel;

    private ScratchFile(FileChannel channel) {
        this.channel = channel;
    }

    static ScratchFile in(Path folder) throws IOException {
        return new ScratchFile(FileChannel.open(
                folder.resolve("scratch-" + UUID.randomUUID()),
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.DELETE_ON_CLOSE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
    }

    /** Writes behind what is there. What is written counts once the stream is flushed; closing it leaves the file. */
    OutputStream output() {
        return new BufferedOutputStream(
                new OutputStream() {
                    @Override
                    public void write(int value) throws IOException {
                        write(new byte[] {(byte) value}, 0, 1);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        append(ByteBuffer.wrap(bytes, offset, length));
                    }
                },
                WRITE_BUFFER_BYTES);
    }

    /** Writes all of it behind what is there. */
    void append(ByteBuffer bytes) throws IOException {
        long position = channel.size();
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    long sizeBytes() throws IOException {
        return channel.size();
    }

    /** Writes all of it to another file. */
    void copyTo(FileChannel target) throws IOException {
        long size = channel.size();
        for (long at = 0; at < size; ) {
            at += channel.transferTo(at, size - at, target);
        }
    }

    /**
     * Reads a stretch; several readers may be at it. Closing one leaves the file.
     *
     * @param bufferBytes what the reader takes of memory
     */
    InputStream input(long firstByteOffset, long lengthBytes, int bufferBytes) {
        return new BufferedInputStream(new FileStretch(channel, firstByteOffset, lengthBytes), bufferBytes);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package dev.coffer.pipeline;

import dev.coffer.media.ChunkRef;
import dev.coffer.media.SealedChunk;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One chunk on its way, with the two buffers it needs; used over and over. Whoever holds the lane may touch it; the
 * {@link Conveyor} hands it from thread to thread.
 */
final class Lane {

    /** The chunk's payload bytes; the first {@code plainLength} count. */
    final byte[] plain;

    int plainLength;
    long index;
    boolean last;

    /** Framed bytes of the chunk as they stand in the file. A heap buffer: the ciphers work on arrays. */
    ByteBuffer sealed;

    /** On the way to the file: set by the worker. */
    @Nullable
    SealedChunk written;

    /** On the way from the file: set by the reader. */
    @Nullable
    ChunkRef read;

    Lane(int chunkBytes, int sealedBytes) {
        this.plain = new byte[chunkBytes];
        this.sealed = ByteBuffer.allocate(sealedBytes);
    }
}

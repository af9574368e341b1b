package dev.coffer.media;

import java.nio.ByteBuffer;

/** Compresses, pads, seals and hashes single chunks. Confined to one worker thread. */
public interface ChunkSealer extends AutoCloseable {

    /** The most bytes a sealed chunk of this set takes in the file: the size of a target buffer. */
    int maxSealedBytes();

    /**
     * Seals payload bytes into the target, from its position on; each index is sealed exactly once.
     *
     * @param plain the payload bytes; only the first {@code length} count, at most the chunk size
     */
    SealedChunk seal(long index, boolean last, byte[] plain, int length, ByteBuffer target);

    @Override
    void close();
}

package dev.coffer.media;

import java.nio.ByteBuffer;

/** Checks, unseals and decompresses single chunks. Confined to one worker thread. */
public interface ChunkOpener extends AutoCloseable {

    /**
     * Returns the number of payload bytes written to the target's start. Nothing is in the target unless the chunk's
     * SHA-256 matched the signed footer and its tag opened.
     *
     * @param chunk from the same set
     * @param sealed its framed bytes as read from the file, position to limit
     * @param target at least the chunk size
     */
    int open(ChunkRef chunk, ByteBuffer sealed, byte[] target) throws DamagedMedia;

    @Override
    void close();
}

package dev.coffer.media;

import java.nio.ByteBuffer;

/**
 * One chunk ready for the file.
 *
 * @param index 0-based position in the stripe
 * @param last whether it is the stripe's last
 * @param bytes the framed bytes as written, position to limit; belongs to whoever handed in the buffer
 * @param sha256 hash of those bytes
 * @param plainBytes payload bytes before compression
 */
public record SealedChunk(long index, boolean last, ByteBuffer bytes, byte[] sha256, int plainBytes) {}

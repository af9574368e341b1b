package dev.coffer.media;

/**
 * Where a sealed chunk lies and what its bytes must hash to, from the signed footer.
 *
 * @param index 0-based
 * @param last the stripe's last
 * @param offset of its framed bytes in the file
 * @param lengthBytes of its framed bytes
 * @param sha256 of its framed bytes
 */
public record ChunkRef(long index, boolean last, long offset, int lengthBytes, byte[] sha256) {}

package dev.coffer.media;

/**
 * A page of the chunk table, as the footer's directory names it.
 *
 * @param firstChunkOffset of the first chunk it lists, from the start of the set
 * @param offset of the page's own frame, from the start of the set
 * @param chunkCount 1 to 1024
 * @param sha256 of the page's frame
 */
record ChunkPage(long firstChunkOffset, long offset, int chunkCount, byte[] sha256) {

    static final int DIRECTORY_ENTRY_BYTES = 8 + 4 + Marks.HASH_BYTES;

    int frameBytes() {
        return Marks.FRAME_WORD_BYTES + chunkCount * Marks.PAGE_ENTRY_BYTES;
    }

    long endOffset() {
        return offset + frameBytes();
    }
}

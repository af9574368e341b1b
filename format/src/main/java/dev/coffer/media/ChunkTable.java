package dev.coffer.media;

import dev.coffer.crypto.Digests;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The chunk table while a set is written: a page goes to the file behind every 1024 chunks and behind the last, so only
 * the directory stays in memory. Confined to the writing thread.
 */
final class ChunkTable {

    private static final int PER_PAGE = Limits.V1.chunksPerPage();

    private final List<ChunkPage> pages = new ArrayList<>();
    private final ByteBuffer page = ByteBuffer.allocate(Marks.FRAME_WORD_BYTES + PER_PAGE * Marks.PAGE_ENTRY_BYTES);

    private long pageStart;
    private long offset;
    private long chunkCount;

    /** @param chunksOffset of the first chunk, from the start of the set */
    ChunkTable(long chunksOffset) {
        this.pageStart = chunksOffset;
        this.offset = chunksOffset;
        page.position(Marks.FRAME_WORD_BYTES);
    }

    /** Notes a chunk as written; returns the page's frame when one is due behind it. */
    Optional<ByteBuffer> add(SealedChunk chunk, int frameWord, int frameBytes) {
        page.putInt(frameWord).put(chunk.sha256());
        offset += frameBytes;
        chunkCount++;
        return chunk.last() || chunkCount % PER_PAGE == 0 ? Optional.of(finishPage()) : Optional.empty();
    }

    private ByteBuffer finishPage() {
        page.flip();
        page.putInt(0, Marks.PAGE_BIT | (page.limit() - Marks.FRAME_WORD_BYTES));
        byte[] frame = Arrays.copyOf(page.array(), page.limit());
        int entries = (frame.length - Marks.FRAME_WORD_BYTES) / Marks.PAGE_ENTRY_BYTES;
        pages.add(new ChunkPage(pageStart, offset, entries, Digests.sha256(frame)));
        offset += frame.length;
        pageStart = offset;
        page.clear().position(Marks.FRAME_WORD_BYTES);
        return ByteBuffer.wrap(frame);
    }

    List<ChunkPage> pages() {
        return List.copyOf(pages);
    }

    long chunkCount() {
        return chunkCount;
    }

    /** Where the footer begins once the last page is written, from the start of the set. */
    long endOffset() {
        return offset;
    }
}

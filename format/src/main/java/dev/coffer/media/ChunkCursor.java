package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.crypto.Digests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walks a chunk table page by page. Confined to one thread. */
final class ChunkCursor implements Iterator<ChunkRef> {

    private final Extent extent;
    private final List<ChunkPage> pages;
    private final ChunkForm form;
    private int nextPage;
    private Iterator<ChunkRef> current = List.<ChunkRef>of().iterator();
    private long index;

    ChunkCursor(Extent extent, List<ChunkPage> pages, ChunkForm form) {
        this.extent = extent;
        this.pages = pages;
        this.form = form;
    }

    @Override
    public boolean hasNext() {
        return current.hasNext() || nextPage < pages.size();
    }

    @Override
    public ChunkRef next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (!current.hasNext()) {
            current = load().iterator();
        }
        index++;
        return current.next();
    }

    private List<ChunkRef> load() {
        boolean last = nextPage == pages.size() - 1;
        try {
            List<Entry> entries = readPage(extent, pages.get(nextPage), last, form);
            List<ChunkRef> chunks = new ArrayList<>(entries.size());
            long at = index;
            for (Entry entry : entries) {
                chunks.add(new ChunkRef(at++, entry.last(), entry.offset(), entry.frameBytes(), entry.sha256()));
            }
            nextPage++;
            return chunks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DamagedMedia e) {
            // It was whole when the walk began.
            throw new UncheckedIOException(new IOException("The chunk table changed while it was read", e));
        }
    }

    /** @param offset in the file */
    record Entry(boolean last, long offset, int frameBytes, byte[] sha256) {}

    /** A page's entries, once its hash, its place and every length in it have been checked. */
    static List<Entry> readPage(Extent extent, ChunkPage page, boolean lastPage, ChunkForm form)
            throws IOException, DamagedMedia {
        byte[] frame = extent.read(page.offset(), page.frameBytes());
        if (!Arrays.equals(Digests.sha256(frame), page.sha256())) {
            throw damaged(extent, page, "does not match its hash");
        }
        ByteReader in = new ByteReader(frame);
        try {
            if ((int) in.u32() != (Marks.PAGE_BIT | (frame.length - Marks.FRAME_WORD_BYTES))) {
                throw damaged(extent, page, "has another frame");
            }
            List<Entry> entries = new ArrayList<>(page.chunkCount());
            long at = page.firstChunkOffset();
            for (int i = 0; i < page.chunkCount(); i++) {
                int word = (int) in.u32();
                boolean last = lastPage && i == page.chunkCount() - 1;
                int body = word & Marks.FRAME_LENGTH_MASK;
                int frameBytes = Marks.FRAME_WORD_BYTES + body;
                if (word != ChunkForm.frameWord(last, body)
                        || frameBytes > form.maxFrameBytes()
                        || body < form.tagBytes()) {
                    throw damaged(extent, page, "lists an impossible chunk");
                }
                entries.add(new Entry(last, extent.start() + at, frameBytes, in.raw(Marks.HASH_BYTES)));
                at += frameBytes;
            }
            in.requireEnd();
            if (at != page.offset()) {
                throw damaged(extent, page, "lists chunks of another size");
            }
            return entries;
        } catch (Malformed e) {
            throw Damage.malformed("chunk table", e);
        }
    }

    private static DamagedMedia damaged(Extent extent, ChunkPage page, String what) {
        return Damage.altered("The chunk table's page at byte " + (extent.start() + page.offset()) + " " + what);
    }
}

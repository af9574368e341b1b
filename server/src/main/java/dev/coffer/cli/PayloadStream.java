package dev.coffer.cli;

import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkOpener;
import dev.coffer.media.ChunkRef;
import dev.coffer.media.DamagedMedia;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;

/**
 * A set's payload as a stream, chunk by chunk, each checked before a byte of it is handed out. The end is reported only
 * when the payload has the length that the signed trailer names. Confined to one thread.
 */
final class PayloadStream extends InputStream {

    /** A chunk is not what the signed footer says. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(DamagedMedia cause) {
            super(cause.getMessage(), cause);
        }
    }

    private final BackupSet set;
    private final ChunkOpener opener;
    private final Iterator<ChunkRef> chunks;
    private final byte[] plain;

    private ByteBuffer sealed = ByteBuffer.allocate(0);
    private int position;
    private int limit;
    private long total;

    PayloadStream(BackupSet set, ChunkOpener opener) throws IOException, DamagedMedia {
        this.set = set;
        this.opener = opener;
        this.chunks = set.chunks();
        this.plain = new byte[1 << set.core().chunkSizeLog2()];
    }

    @Override
    public int read() throws IOException {
        return fill() ? plain[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plain, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        while (position == limit) {
            if (!chunks.hasNext()) {
                requireWhole();
                return false;
            }
            ChunkRef chunk = chunks.next();
            if (sealed.capacity() < chunk.lengthBytes()) {
                sealed = ByteBuffer.allocate(chunk.lengthBytes());
            }
            sealed.clear().limit(chunk.lengthBytes());
            set.source().readFully(chunk.offset(), sealed);
            try {
                limit = opener.open(chunk, sealed.flip(), plain);
            } catch (DamagedMedia e) {
                throw new Damaged(e);
            }
            position = 0;
            total += limit;
        }
        return true;
    }

    private void requireWhole() throws Damaged {
        long expected = set.trailer().payloadBytes();
        if (total != expected) {
            throw new Damaged(new DamagedMedia(
                    DamagedMedia.Kind.ALTERED, "The payload has " + total + " bytes, not " + expected));
        }
    }
}

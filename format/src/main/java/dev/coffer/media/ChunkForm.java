package dev.coffer.media;

import dev.coffer.compress.ZstdCompressor;
import dev.coffer.crypto.Aead;

/**
 * The sizes that follow from a core's suite, codec and chunk size, and the two words that every chunk has.
 *
 * @param striped whether the set has several families
 */
record ChunkForm(Suite suite, PayloadCodec codec, int chunkSizeBytes, boolean striped) {

    private static final int PADDING_GRANULE_BYTES = 4096;

    static ChunkForm of(SetCore core) {
        return new ChunkForm(
                core.suite(), core.codec(), core.chunkSizeBytes(), core.label().familyCount() > 1);
    }

    /** Only a last chunk is shorter than the others; only a set's first, or a stripe's last, is empty. */
    boolean fits(long index, boolean last, int plainBytes) {
        return plainBytes == chunkSizeBytes
                || (last && plainBytes > 0 && plainBytes < chunkSizeBytes)
                || (last && plainBytes == 0 && (index == 0 || striped));
    }

    /** Chunks of less than 4 KiB, which only tests write, are padded to their own size. */
    int granuleBytes() {
        return Math.min(PADDING_GRANULE_BYTES, chunkSizeBytes);
    }

    int tagBytes() {
        return suite == Suite.NONE ? 0 : Aead.TAG_BYTES;
    }

    /** The most bytes a chunk's content takes before it is sealed. */
    int maxContentBytes() {
        return codec == PayloadCodec.NONE ? chunkSizeBytes : ZstdCompressor.maxBytes(chunkSizeBytes, granuleBytes());
    }

    /** The most bytes a framed chunk takes. */
    int maxFrameBytes() {
        return Marks.FRAME_WORD_BYTES + maxContentBytes() + tagBytes();
    }

    /** What stands in front of a sealed chunk. */
    static int frameWord(boolean last, int bodyBytes) {
        return (last ? Marks.LAST_BIT : 0) | bodyBytes;
    }

    /** Last flag and counter: the construction STREAM (Hoang, Reyhanitabar, Rogaway, Vizár 2015). */
    static byte[] nonce(boolean last, long index) {
        byte[] nonce = new byte[Aead.NONCE_BYTES];
        nonce[3] = (byte) (last ? 1 : 0);
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[4 + i] = (byte) (index >>> (56 - 8 * i));
        }
        return nonce;
    }
}

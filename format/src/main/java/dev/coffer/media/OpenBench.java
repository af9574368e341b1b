package dev.coffer.media;

import dev.coffer.compress.ZstdDecompressor;
import dev.coffer.crypto.Digests;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The decompressor and buffers that one worker thread opens chunks with; the openers of all stripes of a set share one.
 * Confined to one thread; closing it twice does no harm.
 */
public final class OpenBench implements AutoCloseable {

    private final ZstdDecompressor decompressor = new ZstdDecompressor();
    private final MessageDigest sha256 = Digests.newSha256();
    private byte[] frame = {};
    private byte[] content = {};

    ZstdDecompressor decompressor() {
        return decompressor;
    }

    byte[] sha256(byte[] source, int offset, int length) {
        sha256.update(source, offset, length);
        return sha256.digest();
    }

    /** Room for a framed chunk. */
    byte[] frame(ChunkForm form) {
        if (frame.length < form.maxFrameBytes()) {
            frame = new byte[form.maxFrameBytes()];
        }
        return frame;
    }

    /** Room for an unsealed chunk that is still compressed. */
    byte[] content(ChunkForm form) {
        if (content.length < form.maxContentBytes()) {
            content = new byte[form.maxContentBytes()];
        }
        return content;
    }

    @Override
    public void close() {
        decompressor.close();
        Arrays.fill(content, (byte) 0);
    }
}

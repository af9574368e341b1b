package dev.coffer.pipeline;

import dev.coffer.media.PayloadCodec;

/**
 * How hard the payload is compressed.
 *
 * @param codec NONE stores it
 * @param level zstd's, 1 to 22; ignored by NONE
 */
public record Compression(PayloadCodec codec, int level) {

    private static final int MAX_LEVEL = 22;

    public Compression {
        if (codec != PayloadCodec.NONE && (level < 1 || level > MAX_LEVEL)) {
            throw new IllegalArgumentException("Compression level " + level + " is not in 1.." + MAX_LEVEL);
        }
    }

    public static Compression none() {
        return new Compression(PayloadCodec.NONE, 0);
    }

    public static Compression zstd(int level) {
        return new Compression(PayloadCodec.ZSTD, level);
    }
}

package dev.coffer.media;

/** How the payload's chunks are compressed. The code is the byte in the file. */
public enum PayloadCodec {
    /** Stored; not padded. */
    NONE(0),
    /** One zstd frame (RFC 8878) a chunk, padded by a skippable frame. */
    ZSTD(1);

    private final int code;

    PayloadCodec(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}

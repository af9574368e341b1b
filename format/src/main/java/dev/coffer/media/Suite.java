package dev.coffer.media;

/** How the payload is sealed. The code is the byte in the file. */
public enum Suite {
    /** Not encrypted: no slots, no HMAC; the same hashes and the same signature. */
    NONE(0, 0),
    AES_256_GCM(1, 32),
    AES_192_GCM(2, 24),
    AES_128_GCM(3, 16);

    private final int code;
    private final int keyLengthBytes;

    Suite(int code, int keyLengthBytes) {
        this.code = code;
        this.keyLengthBytes = keyLengthBytes;
    }

    public int code() {
        return code;
    }

    public int keyLengthBytes() {
        return keyLengthBytes;
    }
}

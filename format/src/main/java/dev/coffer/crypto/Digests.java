package dev.coffer.crypto;

import java.security.MessageDigest;

/**
 * SHA-256 for everything that matters (FIPS 180-4) and SHA-1 for the thumbprints that SQL Server shows. Thread-safe.
 */
public final class Digests {

    public static final int SHA256_BYTES = 32;
    public static final int SHA1_BYTES = 20;

    private Digests() {}

    /** SHA-256 of the parts, one behind the other. */
    public static byte[] sha256(byte[]... parts) {
        return digest(newSha256(), parts);
    }

    /** SHA-1 of the parts, one behind the other: for display and joins, never for trust. */
    public static byte[] sha1(byte[]... parts) {
        return digest(Providers.digest("SHA-1"), parts);
    }

    /** A fresh incremental SHA-256, confined to one thread, reusable after each {@code digest()}. */
    public static MessageDigest newSha256() {
        return Providers.digest("SHA-256");
    }

    private static byte[] digest(MessageDigest digest, byte[]... parts) {
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }
}

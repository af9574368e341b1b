package dev.coffer.storage.objects;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum that every service verifies on arrival. It finds what a network damages, and proves nothing else. */
public final class Checksums {

    private Checksums() {}

    /** MD5, 16 bytes; the buffer stays as it is. */
    public static byte[] md5(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            digest.update(bytes.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has MD5", impossible);
        }
    }
}

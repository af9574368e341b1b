package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.util.Arrays;
import javax.crypto.Mac;

/** HKDF with SHA-256 (RFC 5869): independent keys from one strong key. Not for passwords. Thread-safe. */
public final class Hkdf {

    /** RFC 5869 section 2.3: 255 blocks. */
    public static final int MAX_BYTES = 255 * Hmac.LENGTH_BYTES;

    private Hkdf() {}

    /**
     * Extract and expand in one step.
     *
     * @param salt public, may be empty (then 32 zero bytes count)
     * @param info label and context that tell this key from every other key of the same input
     * @param lengthBytes 1 to {@link #MAX_BYTES}
     */
    public static SecretBytes derive(SecretBytes input, byte[] salt, byte[] info, int lengthBytes) {
        if (lengthBytes < 1 || lengthBytes > MAX_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to " + MAX_BYTES + " bytes, not " + lengthBytes);
        }
        Mac mac = Providers.mac("HmacSHA256");
        Hmac.start(mac, salt.length == 0 ? new byte[Hmac.LENGTH_BYTES] : salt);
        byte[] pseudorandom = input.use(SecretAccess.GRANTED, mac::doFinal);
        byte[] output = new byte[lengthBytes];
        byte[] block = new byte[0];
        try {
            Hmac.start(mac, pseudorandom);
            int written = 0;
            for (int counter = 1; written < lengthBytes; counter++) {
                mac.update(block);
                mac.update(info);
                mac.update((byte) counter);
                Arrays.fill(block, (byte) 0);
                block = mac.doFinal();
                int taken = Math.min(block.length, lengthBytes - written);
                System.arraycopy(block, 0, output, written, taken);
                written += taken;
            }
            return SecretBytes.adopt(output);
        } finally {
            Arrays.fill(pseudorandom, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }
}

package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PBKDF2 (RFC 8018 section 5.2) over the bytes of a password. Written out because the JDK's takes characters, which
 * cannot be wiped as surely and carry no bytes outside UTF-8. Thread-safe.
 */
public final class Pbkdf2 {

    /** What this project writes: OWASP's figure for HMAC-SHA256, about 0.2 s. */
    public static final int ITERATIONS = 600_000;

    /** More is refused before anything is derived: the count comes from files that anyone may have written. */
    public static final int MAX_ITERATIONS = 2_000_000;

    /** RFC 8018 asks for at least 8; what this project writes. */
    public static final int SALT_BYTES = 16;

    private Pbkdf2() {}

    /** The function inside the HMAC, by its JCA name. */
    public enum Prf {
        HMAC_SHA1("HmacSHA1"),
        HMAC_SHA224("HmacSHA224"),
        HMAC_SHA256("HmacSHA256"),
        HMAC_SHA384("HmacSHA384"),
        HMAC_SHA512("HmacSHA512");

        private final String jcaName;

        Prf(String jcaName) {
            this.jcaName = jcaName;
        }
    }

    /**
     * The key of the given length.
     *
     * @param password not empty
     * @param iterations 1 to {@link #MAX_ITERATIONS}; callers refuse other counts as a damaged file first
     */
    public static SecretBytes derive(Prf prf, SecretBytes password, byte[] salt, int iterations, int lengthBytes) {
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "PBKDF2 takes 1 to " + MAX_ITERATIONS + " iterations, not " + iterations);
        }
        try {
            // Not the native provider: crossing into it twice per iteration costs more than hashing two blocks.
            Mac mac = Mac.getInstance(prf.jcaName);
            password.use(SecretAccess.GRANTED, raw -> {
                mac.init(new SecretKeySpec(raw, prf.jcaName));
                return mac;
            });
            return SecretBytes.adopt(blocks(mac, salt, iterations, lengthBytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks " + prf.jcaName, e);
        }
    }

    private static byte[] blocks(Mac mac, byte[] salt, int iterations, int lengthBytes)
            throws GeneralSecurityException {
        byte[] key = new byte[lengthBytes];
        byte[] previous = new byte[mac.getMacLength()];
        byte[] sum = new byte[mac.getMacLength()];
        int written = 0;
        for (int block = 1; written < lengthBytes; block++) {
            mac.update(salt);
            mac.update(new byte[] {(byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block});
            mac.doFinal(previous, 0);
            System.arraycopy(previous, 0, sum, 0, sum.length);
            for (int round = 1; round < iterations; round++) {
                mac.update(previous);
                mac.doFinal(previous, 0);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] ^= previous[i];
                }
            }
            int taken = Math.min(sum.length, lengthBytes - written);
            System.arraycopy(sum, 0, key, written, taken);
            written += taken;
        }
        Arrays.fill(previous, (byte) 0);
        Arrays.fill(sum, (byte) 0);
        return key;
    }
}

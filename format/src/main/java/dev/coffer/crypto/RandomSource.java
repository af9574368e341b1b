package dev.coffer.crypto;

import dev.coffer.bytes.SecretBytes;
import java.security.SecureRandom;

/** Fresh random bytes from the operating system's generator. Thread-safe. */
public final class RandomSource {

    private final SecureRandom random = new SecureRandom();

    /** Public random bytes: salts, nonces, serial numbers. */
    public byte[] bytes(int lengthBytes) {
        byte[] fresh = new byte[lengthBytes];
        random.nextBytes(fresh);
        return fresh;
    }

    /** For the libraries that draw for themselves. */
    SecureRandom secure() {
        return random;
    }

    /** A fresh key. */
    public SecretBytes key(int lengthBytes) {
        return SecretBytes.adopt(bytes(lengthBytes));
    }
}

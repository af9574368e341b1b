package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 1.3 (RFC 9106): a key from a password, costly in memory. Pure Java; callers bound how many run at
 * once. Thread-safe.
 */
public final class Argon2 {

    private Argon2() {}

    /**
     * The cost of one derivation. Bounded, because the figures are read back from stored values.
     *
     * @param memoryKibibytes 8 times the lanes to 1 GiB
     * @param iterations 1 to 16
     * @param lanes 1 to 16
     */
    public record Cost(int memoryKibibytes, int iterations, int lanes) {

        /** For a password that opens the service master key: 64 MiB, three passes, about 0.6 s. */
        public static final Cost PASSWORD_SEAL = new Cost(64 * 1024, 3, 4);

        /** For the hash of a login's password: 19 MiB, two passes, about 0.15 s. */
        public static final Cost LOGIN = new Cost(19 * 1024, 2, 1);

        public Cost {
            requireBetween("Lanes", lanes, 1, 16);
            requireBetween("Iterations", iterations, 1, 16);
            requireBetween("Memory in KiB", memoryKibibytes, 8 * lanes, 1 << 20);
        }

        private static void requireBetween(String what, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(what + " must be " + min + " to " + max + ", not " + value);
            }
        }
    }

    /**
     * The key of the given length.
     *
     * @param salt at least 8 bytes; 16 fresh random ones are right
     * @param lengthBytes 4 to 64
     */
    public static SecretBytes derive(SecretBytes password, byte[] salt, Cost cost, int lengthBytes) {
        if (salt.length < 8 || lengthBytes < 4 || lengthBytes > 64) {
            throw new IllegalArgumentException("Argon2 takes a salt of 8 bytes or more and gives 4 to 64, not "
                    + salt.length + " and " + lengthBytes);
        }
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memoryKibibytes())
                .withIterations(cost.iterations())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[lengthBytes];
        password.use(SecretAccess.GRANTED, raw -> generator.generateBytes(raw, key));
        return SecretBytes.adopt(key);
    }
}

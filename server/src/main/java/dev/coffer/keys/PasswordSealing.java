package dev.coffer.keys;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Argon2;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/**
 * Seals values by a password: Argon2id makes the key, AES-256-GCM seals.
 *
 * <p>Sealed value: version 2 (1 byte), memory in KiB (4), passes (1), lanes (1), salt (16), nonce (12), ciphertext and
 * tag. Everything before the nonce is authenticated; costs are checked before anything is derived.
 *
 * <p>Thread-safe; at most two derivations run at once, since each takes the memory it costs.
 */
final class PasswordSealing {

    private static final byte VERSION = 2;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = 1 + 4 + 1 + 1 + SALT_BYTES;

    /** Four times what is written today: room to raise the cost, none to exhaust memory through a changed row. */
    private static final int MAX_MEMORY_KIBIBYTES = 256 * 1024;

    /** A password has no id: the GUID of the object and the salt tell its values apart. */
    private static final UUID NO_KEY_ID = new UUID(0, 0);

    private final Argon2.Cost cost;
    private final RandomSource random;
    private final Semaphore derivations = new Semaphore(2);

    PasswordSealing(Argon2.Cost cost, RandomSource random) {
        this.cost = cost;
        this.random = random;
    }

    byte[] seal(SealedObject object, SecretBytes value, SecretBytes password) {
        byte[] salt = random.bytes(SALT_BYTES);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .putInt(cost.memoryKibibytes())
                .put((byte) cost.iterations())
                .put((byte) cost.lanes())
                .put(salt)
                .array();
        byte[] nonce = random.bytes(Aead.NONCE_BYTES);
        byte[] associated = object.associated(header, NO_KEY_ID);
        try (SecretBytes key = derive(password, salt, cost);
                Aead aead = new Aead(key)) {
            byte[] sealed = value.use(SecretAccess.GRANTED, plain -> aead.seal(nonce, associated, plain));
            return ByteBuffer.allocate(HEADER_BYTES + nonce.length + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
        }
    }

    /** @throws SealBroken for a wrong password, and for every other reason alike */
    SecretBytes open(SealedObject object, byte[] sealed, SecretBytes password) throws SealBroken {
        if (sealed.length < HEADER_BYTES + Aead.NONCE_BYTES + Aead.TAG_BYTES || sealed[0] != VERSION) {
            throw new SealBroken();
        }
        ByteBuffer fields = ByteBuffer.wrap(sealed, 1, HEADER_BYTES - 1);
        Argon2.Cost stored = cost(fields.getInt(), fields.get(), fields.get());
        byte[] header = Arrays.copyOf(sealed, HEADER_BYTES);
        byte[] salt = Arrays.copyOfRange(sealed, HEADER_BYTES - SALT_BYTES, HEADER_BYTES);
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, HEADER_BYTES + Aead.NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, HEADER_BYTES + Aead.NONCE_BYTES, sealed.length);
        try (SecretBytes key = derive(password, salt, stored);
                Aead aead = new Aead(key)) {
            return SecretBytes.adopt(aead.open(nonce, object.associated(header, NO_KEY_ID), body));
        }
    }

    private static Argon2.Cost cost(int memoryKibibytes, int iterations, int lanes) throws SealBroken {
        if (memoryKibibytes > MAX_MEMORY_KIBIBYTES) {
            throw new SealBroken();
        }
        try {
            return new Argon2.Cost(memoryKibibytes, iterations, lanes);
        } catch (IllegalArgumentException outOfBounds) {
            throw new SealBroken();
        }
    }

    private SecretBytes derive(SecretBytes password, byte[] salt, Argon2.Cost chosen) {
        derivations.acquireUninterruptibly();
        try {
            return Argon2.derive(password, salt, chosen, HierarchyKey.KEY_BYTES);
        } finally {
            derivations.release();
        }
    }
}

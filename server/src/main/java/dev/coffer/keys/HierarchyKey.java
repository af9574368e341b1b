package dev.coffer.keys;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Hkdf;
import dev.coffer.crypto.Hmac;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/**
 * A symmetric key of the hierarchy: the service master key or a database master key, 32 bytes. It is never used itself:
 * by HKDF come from it the key that seals, the key that proves rows, and the id that names it.
 *
 * <p>Sealed value: version 1 (1 byte), nonce (12), AES-256-GCM ciphertext and tag. Nonces are random; a key seals a few
 * thousand values in its life, far below the bound of 2^32 (SP 800-38D section 8.3).
 *
 * <p>Thread-safe until closed.
 */
final class HierarchyKey implements AutoCloseable {

    static final int KEY_BYTES = 32;

    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 1;
    private static final byte[] NO_SALT = new byte[0];

    private final SecretBytes secret;
    private final UUID id;

    private HierarchyKey(SecretBytes secret) {
        if (secret.length() != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "A key of the hierarchy has " + KEY_BYTES + " bytes, not " + secret.length());
        }
        this.secret = secret;
        ByteBuffer bits = ByteBuffer.wrap(publicly("coffer/1/hierarchy key id", 16));
        this.id = new UUID(bits.getLong(), bits.getLong());
    }

    static HierarchyKey generate(RandomSource random) {
        return new HierarchyKey(random.key(KEY_BYTES));
    }

    /** Takes the secret over and closes it. */
    static HierarchyKey adopt(SecretBytes secret) {
        return new HierarchyKey(secret);
    }

    /** Derived from the key, so that two keys never share one and an id commits to its key. */
    UUID id() {
        return id;
    }

    /** The key itself, for its seals and exports. The caller closes it. */
    SecretBytes secret() {
        return secret.copy();
    }

    HierarchyKey copy() {
        return new HierarchyKey(secret.copy());
    }

    byte[] seal(SealedObject object, SecretBytes value, RandomSource random) {
        byte[] header = {VERSION};
        byte[] nonce = random.bytes(Aead.NONCE_BYTES);
        byte[] associated = object.associated(header, id);
        try (SecretBytes key = derive("coffer/1/sealing");
                Aead aead = new Aead(key)) {
            byte[] sealed = value.use(SecretAccess.GRANTED, plain -> aead.seal(nonce, associated, plain));
            return ByteBuffer.allocate(HEADER_BYTES + nonce.length + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
        }
    }

    /** @throws SealBroken when this key did not seal it, or it belongs to another object, or was changed */
    SecretBytes open(SealedObject object, byte[] sealed) throws SealBroken {
        int minimum = HEADER_BYTES + Aead.NONCE_BYTES + Aead.TAG_BYTES;
        if (sealed.length < minimum || sealed[0] != VERSION) {
            throw new SealBroken();
        }
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, HEADER_BYTES + Aead.NONCE_BYTES);
        byte[] body = Arrays.copyOfRange(sealed, HEADER_BYTES + Aead.NONCE_BYTES, sealed.length);
        try (SecretBytes key = derive("coffer/1/sealing");
                Aead aead = new Aead(key)) {
            return SecretBytes.adopt(aead.open(nonce, object.associated(new byte[] {VERSION}, id), body));
        }
    }

    /** The proof of a row: HMAC-SHA256 over its encoding. */
    byte[] prove(byte[] row) {
        try (SecretBytes key = derive("coffer/1/row proof")) {
            return Hmac.of(key, row);
        }
    }

    boolean proves(byte[] row, byte[] proof) {
        return MessageDigest.isEqual(prove(row), proof);
    }

    /** The key that opens encrypted backups of master; the caller closes it. */
    SecretBytes backupKey() {
        return derive("coffer/1/backup of master");
    }

    private SecretBytes derive(String label) {
        return Hkdf.derive(secret, NO_SALT, label.getBytes(StandardCharsets.US_ASCII), KEY_BYTES);
    }

    private byte[] publicly(String label, int lengthBytes) {
        try (SecretBytes derived =
                Hkdf.derive(secret, NO_SALT, label.getBytes(StandardCharsets.US_ASCII), lengthBytes)) {
            return derived.reveal(SecretAccess.GRANTED);
        }
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "HierarchyKey[" + id + "]";
    }
}

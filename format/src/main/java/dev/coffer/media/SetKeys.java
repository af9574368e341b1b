package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Hkdf;
import dev.coffer.crypto.Hmac;
import java.util.Optional;

/**
 * What is derived from a set's data key: HKDF-SHA256 (RFC 5869) with the stripe's salt, each key with a label of its
 * own and the hash of the core, so that no byte of the core can change without changing the keys. Thread-safe until
 * closed.
 */
final class SetKeys implements AutoCloseable {

    static final int DATA_KEY_BYTES = 32;

    private final Optional<SecretBytes> payload;
    private final Optional<SecretBytes> mac;

    private SetKeys(Optional<SecretBytes> payload, Optional<SecretBytes> mac) {
        this.payload = payload;
        this.mac = mac;
    }

    /** For a set that is not encrypted: no ciphers, and zeros where an HMAC would stand. */
    static SetKeys none() {
        return new SetKeys(Optional.empty(), Optional.empty());
    }

    static SetKeys derive(SecretBytes dataKey, Suite suite, byte[] salt, byte[] coreHash) {
        return new SetKeys(
                Optional.of(Hkdf.derive(dataKey, salt, joined(Marks.PAYLOAD_KEY, coreHash), suite.keyLengthBytes())),
                Optional.of(Hkdf.derive(dataKey, salt, joined(Marks.MAC_KEY, coreHash), Hmac.LENGTH_BYTES)));
    }

    /** A cipher for one worker; empty without encryption. */
    Optional<Aead> newCipher() {
        return payload.map(Aead::new);
    }

    /** Commits to the data key: AES-GCM alone does not. */
    byte[] keyCheck(byte[] coreHash) {
        return hmac(Marks.KEY_CHECK, coreHash);
    }

    byte[] footerMac(byte[] root) {
        return hmac(Marks.FOOTER_MAC, root);
    }

    private byte[] hmac(byte[] label, byte[] content) {
        return mac.map(key -> Hmac.of(key, label, content)).orElseGet(() -> new byte[Hmac.LENGTH_BYTES]);
    }

    private static byte[] joined(byte[] label, byte[] content) {
        byte[] joined = java.util.Arrays.copyOf(label, label.length + content.length);
        System.arraycopy(content, 0, joined, label.length, content.length);
        return joined;
    }

    @Override
    public void close() {
        payload.ifPresent(SecretBytes::close);
        mac.ifPresent(SecretBytes::close);
    }
}

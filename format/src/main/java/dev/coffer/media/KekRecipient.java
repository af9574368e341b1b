package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.util.Optional;

/** A recipient with a symmetric key-encryption key of 32 bytes. Endorses nobody. Thread-safe. */
public final class KekRecipient implements Recipient {

    /**
     * @param encryptor names the key by its id
     * @param key 32 bytes; copied
     */
    public KekRecipient(Encryptor encryptor, SecretBytes key) {}

    @Override
    public Encryptor encryptor() {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] wrap(SecretBytes dataKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Endorsement> endorse(byte[] signerPublicKey) {
        return Optional.empty();
    }
}

package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.RandomSource;
import java.util.Optional;

/** A recipient with a symmetric key-encryption key of 32 bytes, which endorses the signer. Thread-safe. */
public final class KekRecipient implements Recipient {

    private final Encryptor encryptor;
    private final SecretBytes key;
    private final CmsEnvelope envelope = new CmsEnvelope(new RandomSource());

    /**
     * @param encryptor names the key by its id
     * @param key 32 bytes; copied
     */
    public KekRecipient(Encryptor encryptor, SecretBytes key) {
        Limits.range("Key-encryption key's length", key.length(), CmsEnvelope.KEY_BYTES, CmsEnvelope.KEY_BYTES);
        this.encryptor = encryptor;
        this.key = key.copy();
    }

    @Override
    public Encryptor encryptor() {
        return encryptor;
    }

    @Override
    public byte[] wrap(SecretBytes dataKey) {
        return envelope.wrap(dataKey, key, encryptor.keyId());
    }

    @Override
    public Optional<Endorsement> endorse(byte[] signerPublicKey) {
        return Optional.of(Endorsement.authenticated(encryptor.keyId(), key, signerPublicKey));
    }
}

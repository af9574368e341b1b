package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.EnvelopeRefused;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.RandomSource;
import java.security.PublicKey;
import java.util.Optional;

/** The same symmetric key as a {@link KekRecipient}, opening its slots. Thread-safe. */
public final class KekIdentity implements Identity {

    private final byte[] keyId;
    private final SecretBytes key;
    private final CmsEnvelope envelope = new CmsEnvelope(new RandomSource());

    /**
     * @param keyId 20 bytes
     * @param key 32 bytes; copied
     */
    public KekIdentity(byte[] keyId, SecretBytes key) {
        Limits.range("Key id's length", keyId.length, KeyId.LENGTH_BYTES, KeyId.LENGTH_BYTES);
        Limits.range("Key-encryption key's length", key.length(), CmsEnvelope.KEY_BYTES, CmsEnvelope.KEY_BYTES);
        this.keyId = keyId.clone();
        this.key = key.copy();
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.empty();
    }

    @Override
    public boolean accepts(Endorsement endorsement, byte[] signerPublicKey) {
        return endorsement.holds(keyId, key, signerPublicKey);
    }

    @Override
    public SecretBytes unwrap(byte[] cms) throws WrongKey {
        try {
            return envelope.unwrap(cms, key, keyId);
        } catch (EnvelopeRefused e) {
            throw new WrongKey("The key slot does not open with this key-encryption key");
        }
    }
}

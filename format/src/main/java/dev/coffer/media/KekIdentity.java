package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.security.PublicKey;
import java.util.Optional;

/** The same symmetric key as a {@link KekRecipient}, opening its slots. Thread-safe. */
public final class KekIdentity implements Identity {

    /**
     * @param keyId 20 bytes
     * @param key 32 bytes; copied
     */
    public KekIdentity(byte[] keyId, SecretBytes key) {}

    @Override
    public byte[] keyId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.empty();
    }

    @Override
    public SecretBytes unwrap(byte[] cms) throws WrongKey {
        throw new UnsupportedOperationException();
    }
}

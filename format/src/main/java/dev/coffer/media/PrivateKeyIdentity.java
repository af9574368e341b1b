package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/** The private side of a {@link CertificateRecipient}: RSA or EC. Thread-safe. */
public final class PrivateKeyIdentity implements Identity {

    public PrivateKeyIdentity(PublicKey publicKey, PrivateKey privateKey) {}

    @Override
    public byte[] keyId() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SecretBytes unwrap(byte[] cms) throws WrongKey {
        throw new UnsupportedOperationException();
    }
}

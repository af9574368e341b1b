package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.EnvelopeRefused;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.RandomSource;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/** The private side of a {@link CertificateRecipient}: RSA or EC. Thread-safe. */
public final class PrivateKeyIdentity implements Identity {

    private final PublicKey publicKey;
    private final PrivateKey privateKey;
    private final byte[] keyId;
    private final CmsEnvelope envelope = new CmsEnvelope(new RandomSource());

    public PrivateKeyIdentity(PublicKey publicKey, PrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.keyId = KeyId.of(publicKey);
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.of(publicKey);
    }

    @Override
    public SecretBytes unwrap(byte[] cms) throws WrongKey {
        try {
            return envelope.unwrap(cms, privateKey, keyId);
        } catch (EnvelopeRefused e) {
            throw new WrongKey("The key slot does not open with this private key");
        }
    }
}

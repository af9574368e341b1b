package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A recipient with a public key: RSA of at least 2048 bits, or EC P-256 or P-384. Thread-safe. */
public final class CertificateRecipient implements Recipient {

    /** A certificate known by a name; without a private key it endorses nobody. */
    public static CertificateRecipient of(X509Certificate certificate, String name) {
        throw new UnsupportedOperationException();
    }

    /** A certificate whose private key is within reach, so that it endorses the signer. */
    public static CertificateRecipient of(X509Certificate certificate, String name, PrivateKey privateKey) {
        throw new UnsupportedOperationException();
    }

    /** @param privateKey endorses the signer, where it is within reach */
    public CertificateRecipient(Encryptor encryptor, PublicKey publicKey, Optional<PrivateKey> privateKey) {}

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
        throw new UnsupportedOperationException();
    }
}

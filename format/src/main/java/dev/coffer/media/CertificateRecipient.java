package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.CmsEnvelope;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.RandomSource;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;

/** A recipient with a public key: RSA of at least 2048 bits, or EC P-256 or P-384. Thread-safe. */
public final class CertificateRecipient implements Recipient {

    private final Encryptor encryptor;
    private final PublicKey publicKey;
    private final Optional<PrivateKey> privateKey;
    private final CmsEnvelope envelope = new CmsEnvelope(new RandomSource());

    /** A certificate known by a name; without a private key it endorses nobody. */
    public static CertificateRecipient of(X509Certificate certificate, String name) {
        return new CertificateRecipient(named(certificate, name), certificate.getPublicKey(), Optional.empty());
    }

    /** A certificate whose private key is within reach, so that it endorses the signer. */
    public static CertificateRecipient of(X509Certificate certificate, String name, PrivateKey privateKey) {
        return new CertificateRecipient(named(certificate, name), certificate.getPublicKey(), Optional.of(privateKey));
    }

    /** @param privateKey endorses the signer, where it is within reach */
    public CertificateRecipient(Encryptor encryptor, PublicKey publicKey, Optional<PrivateKey> privateKey) {
        if (!Arrays.equals(encryptor.keyId(), KeyId.of(publicKey))) {
            throw new IllegalArgumentException("The key id of " + encryptor.name() + " names another public key");
        }
        this.encryptor = encryptor;
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    private static Encryptor named(X509Certificate certificate, String name) {
        return new Encryptor(
                Encryptor.Type.CERTIFICATE, KeyId.of(certificate.getPublicKey()), KeyId.thumbprint(certificate), name);
    }

    @Override
    public Encryptor encryptor() {
        return encryptor;
    }

    @Override
    public byte[] wrap(SecretBytes dataKey) {
        return envelope.wrap(dataKey, publicKey);
    }

    @Override
    public Optional<Endorsement> endorse(byte[] signerPublicKey) {
        boolean rsa = publicKey instanceof RSAPublicKey;
        return privateKey.map(key -> Endorsement.signed(
                encryptor.keyId(),
                rsa ? Endorsement.Algorithm.RSA_PSS_SHA256 : Endorsement.Algorithm.ECDSA_SHA256,
                key,
                signerPublicKey));
    }
}

package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import dev.coffer.media.Identity;
import dev.coffer.media.PrivateKeyIdentity;
import dev.coffer.media.WrongKey;
import java.security.PublicKey;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate of master that opens key slots; its private key is unsealed for each slot. Thread-safe. */
final class CertificateAsIdentity implements Identity {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateAsIdentity.class);

    private final KnownCertificate certificate;
    private final PrivateKeys privateKeys;

    CertificateAsIdentity(KnownCertificate certificate, PrivateKeys privateKeys) {
        this.certificate = certificate;
        this.privateKeys = privateKeys;
    }

    @Override
    public byte[] keyId() {
        return certificate.keyId().clone();
    }

    @Override
    public Optional<PublicKey> publicKey() {
        return Optional.of(certificate.certificate().getPublicKey());
    }

    @Override
    public SecretBytes unwrap(byte[] cms) throws WrongKey {
        try {
            return new PrivateKeyIdentity(
                            certificate.certificate().getPublicKey(),
                            privateKeys.open(certificate.database(), certificate.name(), Optional.empty()))
                    .unwrap(cms);
        } catch (SqlError unreachable) {
            LOG.warn("The private key of certificate '{}' cannot be used", certificate.name(), unreachable);
            throw new WrongKey("The private key of certificate '" + certificate.name() + "' cannot be used: "
                    + unreachable.getMessage());
        }
    }
}

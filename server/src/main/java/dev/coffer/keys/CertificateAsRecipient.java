package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import dev.coffer.media.CertificateRecipient;
import dev.coffer.media.Encryptor;
import dev.coffer.media.Endorsement;
import dev.coffer.media.Recipient;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of master that encrypts a backup; its private key is unsealed once, to endorse the signer. Thread-safe.
 */
final class CertificateAsRecipient implements Recipient {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateAsRecipient.class);

    private final KnownCertificate certificate;
    private final PrivateKeys privateKeys;
    private final CertificateRecipient publicHalf;

    CertificateAsRecipient(KnownCertificate certificate, PrivateKeys privateKeys) {
        this.certificate = certificate;
        this.privateKeys = privateKeys;
        this.publicHalf = CertificateRecipient.of(certificate.certificate(), certificate.name());
    }

    @Override
    public Encryptor encryptor() {
        return publicHalf.encryptor();
    }

    @Override
    public byte[] wrap(SecretBytes dataKey) {
        return publicHalf.wrap(dataKey);
    }

    @Override
    public Optional<Endorsement> endorse(byte[] signerPublicKey) {
        try {
            return CertificateRecipient.of(
                            certificate.certificate(),
                            certificate.name(),
                            privateKeys.open(certificate.database(), certificate.name(), Optional.empty()))
                    .endorse(signerPublicKey);
        } catch (SqlError unreachable) {
            LOG.warn("Certificate '{}' does not endorse the signer", certificate.name(), unreachable);
            return Optional.empty();
        }
    }
}

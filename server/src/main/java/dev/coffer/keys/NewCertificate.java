package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** What CREATE CERTIFICATE makes. */
public sealed interface NewCertificate {

    /** Its name in the database, at most 128 characters. */
    String name();

    /** Protects the private key instead of the database master key; the caller closes it. */
    Optional<SecretBytes> encryptionPassword();

    /**
     * A new key pair, RSA of 3072 bits, with a certificate that it signs itself.
     *
     * @param subject 1 to 128 characters
     * @param startsAt now, when absent
     * @param expiresAt a year after the start, when absent
     */
    record SelfSigned(
            String name,
            String subject,
            Optional<Instant> startsAt,
            Optional<Instant> expiresAt,
            Optional<SecretBytes> encryptionPassword)
            implements NewCertificate {}

    /** A certificate from elsewhere. */
    record Imported(
            String name,
            X509Certificate certificate,
            Optional<PrivateKey> privateKey,
            Optional<SecretBytes> encryptionPassword)
            implements NewCertificate {}
}

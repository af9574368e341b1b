package dev.coffer.keys;

import dev.coffer.catalog.StoredCertificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate of a database, its row checked.
 *
 * @param database where it is, in the original spelling
 * @param name in its original spelling
 * @param certificate parsed
 * @param thumbprint SHA-1 of the DER, 20 bytes
 * @param keyId first 20 bytes of SHA-256 of the SubjectPublicKeyInfo
 * @param protection what protects the private key
 * @param exportedAt when the private key was last exported
 */
public record KnownCertificate(
        String database,
        String name,
        X509Certificate certificate,
        byte[] thumbprint,
        byte[] keyId,
        StoredCertificate.Protection protection,
        Optional<Instant> exportedAt) {

    /** The server's own: no encryptor of backups, and not dropped. */
    public boolean system() {
        return name.startsWith("##MS_");
    }

    public boolean hasPrivateKey() {
        return protection != StoredCertificate.Protection.NONE;
    }
}

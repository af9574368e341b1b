package dev.coffer.keys;

import dev.coffer.media.Identity;
import dev.coffer.media.Recipient;

/**
 * A certificate chosen to encrypt a backup.
 *
 * @param certificate which one
 * @param recipient wraps the data key and endorses the signer
 * @param proof opens the slot just written, before the first chunk is sealed
 */
public record BackupEncryptor(KnownCertificate certificate, Recipient recipient, Identity proof) {

    /** Whether message 33091 is due: the private key exists only here. */
    public boolean neverExported() {
        return certificate.exportedAt().isEmpty();
    }
}

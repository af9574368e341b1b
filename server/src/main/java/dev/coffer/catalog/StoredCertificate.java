package dev.coffer.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A certificate as it is stored. The views show these columns; {@code rowMac} proves them.
 *
 * @param guid immutable and random
 * @param certificateId sys.certificates.certificate_id; 0 lets the table choose one from 256 on
 * @param name in its original spelling, at most 128 characters
 * @param der DER of the certificate
 * @param display what the views show of it
 * @param keyId first 20 bytes of SHA-256 of the SubjectPublicKeyInfo
 * @param protection what protects the private key
 * @param sealedPrivateKey present unless the protection is NONE
 * @param exportedAt when the private key was last exported
 * @param createdAt to the millisecond
 * @param rowMac HMAC over the plain columns, 32 bytes
 */
public record StoredCertificate(
        UUID guid,
        int certificateId,
        String name,
        byte[] der,
        Display display,
        byte[] keyId,
        Protection protection,
        Optional<byte[]> sealedPrivateKey,
        Optional<Instant> exportedAt,
        Instant createdAt,
        byte[] rowMac) {

    /** pvt_key_encryption_type of sys.certificates. */
    public enum Protection {
        NONE("NA", "NO_PRIVATE_KEY"),
        MASTER_KEY("MK", "ENCRYPTED_BY_MASTER_KEY"),
        PASSWORD("PW", "ENCRYPTED_BY_PASSWORD"),
        SERVICE_MASTER_KEY("SK", "ENCRYPTED_BY_SERVICE_MASTER_KEY");

        private final String code;
        private final String description;

        Protection(String code, String description) {
            this.code = code;
            this.description = description;
        }

        public String code() {
            return code;
        }

        public String description() {
            return description;
        }

        static Protection ofCode(String code) {
            for (Protection protection : values()) {
                if (protection.code.equals(code)) {
                    return protection;
                }
            }
            throw new IllegalStateException("Unknown protection '" + code + "'");
        }
    }

    /**
     * What sys.certificates shows; derived from the DER, which alone decides.
     *
     * @param thumbprint SHA-1 of the DER, 20 bytes
     * @param subject as SQL Server prints it
     * @param issuer as SQL Server prints it
     * @param serialNumber hexadecimal pairs with blanks between
     * @param startsAt first moment of validity
     * @param expiresAt last moment of validity
     * @param keyLengthBits size of the public key
     */
    public record Display(
            byte[] thumbprint,
            String subject,
            String issuer,
            String serialNumber,
            Instant startsAt,
            Instant expiresAt,
            int keyLengthBits) {}
}

package dev.coffer.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A signer whose backups this instance trusts beside its current signing key.
 *
 * @param guid immutable and random
 * @param publicKey DER of the SubjectPublicKeyInfo
 * @param origin why it is trusted
 * @param addedAt to the millisecond
 * @param rowMac HMAC over the other columns, 32 bytes
 */
public record TrustedSigner(UUID guid, byte[] publicKey, Origin origin, Instant addedAt, byte[] rowMac) {

    public enum Origin {
        /** A signing key this instance used before. */
        RETIRED,
        /** Added by an administrator. */
        ADDED
    }
}

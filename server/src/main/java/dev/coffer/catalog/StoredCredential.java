package dev.coffer.catalog;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A credential's row.
 *
 * @param guid for ever
 * @param sealedSecret by the service master key, or by the master key of the database that has it
 * @param rowMac proof of everything else under the same key
 */
public record StoredCredential(
        UUID guid,
        String name,
        String identity,
        Optional<byte[]> sealedSecret,
        Instant createdAt,
        Instant modifiedAt,
        byte[] rowMac) {

    /** The same row with another secret and proof. */
    public StoredCredential with(Optional<byte[]> sealed, byte[] proof) {
        return new StoredCredential(guid, name, identity, sealed, createdAt, modifiedAt, proof);
    }
}

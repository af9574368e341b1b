package dev.coffer.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A database master key as it is stored: only sealed forms of it.
 *
 * @param guid immutable and random
 * @param keyId names the key's bytes; changes when it is regenerated
 * @param createdAt to the millisecond
 * @param modifiedAt to the millisecond
 * @param sealedByPassword one value for each password, at least one
 */
public record StoredMasterKey(
        UUID guid, UUID keyId, Instant createdAt, Instant modifiedAt, List<byte[]> sealedByPassword) {

    public StoredMasterKey {
        sealedByPassword = List.copyOf(sealedByPassword);
    }
}

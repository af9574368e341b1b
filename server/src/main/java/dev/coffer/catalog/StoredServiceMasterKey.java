package dev.coffer.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The service master key as it is stored: only sealed forms of it.
 *
 * @param guid immutable and random; stays when the key is replaced
 * @param keyId names the key's bytes
 * @param createdAt to the millisecond
 * @param modifiedAt when it was last replaced
 * @param exportedAt when it was last backed up
 * @param seals the sealed copies, one for each seal
 */
public record StoredServiceMasterKey(
        UUID guid, UUID keyId, Instant createdAt, Instant modifiedAt, Optional<Instant> exportedAt, List<Seal> seals) {

    public StoredServiceMasterKey {
        seals = List.copyOf(seals);
    }

    /**
     * One sealed copy.
     *
     * @param provider which seal provider opens it
     * @param sealed its value
     */
    public record Seal(String provider, byte[] sealed) {}
}

package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.StoredServiceMasterKey;
import dev.coffer.catalog.StoredServiceMasterKey.Seal;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured seal providers and what they say about the stored seals. Thread-safe. */
final class Seals {

    private static final Logger LOG = LoggerFactory.getLogger(Seals.class);

    private final List<SealProvider> providers;
    private final UUID instanceId;

    Seals(List<SealProvider> providers, UUID instanceId) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("An instance needs 1 seal provider or more, not 0");
        }
        this.providers = List.copyOf(providers);
        this.instanceId = instanceId;
    }

    /** Opens the stored key with the first provider that can, and adds the seals of providers that are new. */
    Optional<HierarchyKey> open(ServerKeyRows rows, StoredServiceMasterKey row) throws SQLException, SqlError {
        Optional<HierarchyKey> opened = open(row);
        if (opened.isPresent()
                && providers.stream().anyMatch(provider -> sealOf(provider, row).isEmpty())) {
            rows.putServiceMasterKey(
                    seal(opened.get(), row.guid(), row.createdAt(), row.modifiedAt(), row.exportedAt()));
        }
        return opened;
    }

    /**
     * The row with a seal of each provider that works.
     *
     * @throws SqlError 49913 when none does
     */
    StoredServiceMasterKey seal(
            HierarchyKey key, UUID guid, Instant createdAt, Instant modifiedAt, Optional<Instant> exportedAt)
            throws SqlError {
        List<Seal> seals = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (SealProvider provider : providers) {
            try (SecretBytes secret = key.secret()) {
                seals.add(new Seal(provider.name(), provider.seal(secret, new SealOwner(instanceId, guid))));
            } catch (SealUnavailable unavailable) {
                reasons.add(reason(unavailable));
            }
        }
        if (seals.isEmpty()) {
            throw Message.NO_SEAL.error(String.join("; ", reasons));
        }
        reasons.forEach(reason -> LOG.warn("A seal of the service master key was not made: {}", reason));
        return new StoredServiceMasterKey(guid, key.id(), createdAt, modifiedAt, exportedAt, seals);
    }

    List<String> descriptions() {
        return providers.stream().map(SealProvider::description).toList();
    }

    private Optional<HierarchyKey> open(StoredServiceMasterKey row) {
        for (SealProvider provider : providers) {
            Optional<Seal> seal = sealOf(provider, row);
            if (seal.isEmpty()) {
                continue;
            }
            try {
                HierarchyKey key =
                        HierarchyKey.adopt(provider.open(seal.get().sealed(), new SealOwner(instanceId, row.guid())));
                if (key.id().equals(row.keyId())) {
                    return Optional.of(key);
                }
                key.close();
                LOG.warn("{} opens a seal that holds another service master key", provider.description());
            } catch (SealUnavailable unavailable) {
                LOG.warn("The service master key stays sealed: {}", reason(unavailable));
            }
        }
        return Optional.empty();
    }

    private static Optional<Seal> sealOf(SealProvider provider, StoredServiceMasterKey row) {
        return row.seals().stream()
                .filter(seal -> seal.provider().equals(provider.name()))
                .findFirst();
    }

    private static String reason(SealUnavailable unavailable) {
        return String.valueOf(unavailable.getMessage());
    }
}

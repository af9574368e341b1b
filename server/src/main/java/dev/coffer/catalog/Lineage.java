package dev.coffer.catalog;

import java.util.Optional;
import java.util.UUID;

/**
 * Where a database's history stands, so that backups can be told apart.
 *
 * @param databaseGuid changes when a restore makes a different database of it
 * @param familyGuid the same through all restores
 * @param recoveryForkGuid new with every restore
 * @param systemId the engine's own identity of the data, as its facts give it; empty while not known
 * @param timeline the engine's timeline, 1 or more
 */
public record Lineage(
        UUID databaseGuid, UUID familyGuid, UUID recoveryForkGuid, Optional<String> systemId, int timeline) {

    public Lineage {
        if (timeline < 1) {
            throw new IllegalArgumentException("A timeline is 1 or more, not " + timeline);
        }
    }

    /** The lineage of a new database: fresh identities on timeline 1. */
    public static Lineage begin(Optional<String> systemId) {
        return begin(systemId, 1);
    }

    /** The same on another timeline. */
    public static Lineage begin(Optional<String> systemId, int timeline) {
        UUID family = UUID.randomUUID();
        return new Lineage(family, family, UUID.randomUUID(), systemId, timeline);
    }
}

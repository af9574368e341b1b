package dev.coffer.catalog;

import dev.coffer.engine.DatabaseHome;
import java.time.Instant;

/**
 * What a database starts with.
 *
 * @param name in its original spelling
 * @param files what it calls its files
 * @param home already laid down by the engine
 * @param createdAt to the millisecond
 * @param lineage its identities
 * @param owner login that owns it
 */
public record NewDatabase(
        String name, LogicalNames files, DatabaseHome home, Instant createdAt, Lineage lineage, String owner) {}

package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Updateability;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.SqlError;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Finds a database by the name a statement gives it, system databases too. A database that this process sees for the
 * first time, new, restored or from an older Coffer, gets its system schema first. Thread-safe.
 */
public final class DatabaseDirectory {

    private final Catalog catalog;
    private final Engine engine;
    private final Set<UUID> prepared = new HashSet<>();

    public DatabaseDirectory(Catalog catalog, Engine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    /** What a database is to data statements. */
    public enum Kind {
        USER,
        MASTER,
        MSDB
    }

    /**
     * @param name in its original spelling
     * @param entry its row; empty for a system database
     */
    public record Place(String name, Kind kind, HostedDatabase hosted, Optional<DatabaseEntry> entry) {

        boolean isReadOnly() {
            return entry.filter(row -> row.updateability() == Updateability.READ_ONLY)
                    .isPresent();
        }
    }

    /**
     * @param name in any spelling
     * @throws SqlError DATABASE_NOT_FOUND, DATABASE_RESTORING, DATABASE_OFFLINE, DATABASE_ATTACHED, ENGINE_FAILED
     */
    public Place require(String name) throws SqlError {
        if (name.equalsIgnoreCase(Catalog.MASTER)) {
            return master();
        }
        if (name.equalsIgnoreCase(Catalog.MSDB)) {
            return new Place(Catalog.MSDB, Kind.MSDB, catalog.masterDatabase(), Optional.empty());
        }
        DatabaseEntry entry = catalog.databases().require(name);
        entry.requireUsable();
        prepare(entry.home());
        try {
            return new Place(entry.name(), Kind.USER, engine.open(entry.home()), Optional.of(entry));
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    /** One at a time: it happens once for each database, and two at once would wait for each other's locks. */
    private synchronized void prepare(DatabaseHome home) throws SqlError {
        if (!prepared.contains(home.id())) {
            catalog.prepare(home);
            prepared.add(home.id());
        }
    }

    public Place master() {
        return new Place(Catalog.MASTER, Kind.MASTER, catalog.masterDatabase(), Optional.empty());
    }
}

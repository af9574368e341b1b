package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Updateability;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.Cancellation;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds a database by the name a statement gives it, system databases too. A database that this process sees for the
 * first time, new, restored or from an older Coffer, gets its system schema first. Thread-safe.
 */
public final class DatabaseDirectory {

    private final Catalog catalog;
    private final Engine engine;
    private final Map<UUID, Preparation> preparations = new ConcurrentHashMap<>();

    public DatabaseDirectory(Catalog catalog, Engine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    /** Whether a database has its system schema; the lock of whoever gives it one. */
    private static final class Preparation {
        private volatile boolean done;
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
     * @param cancellation ends the wait for its start, which nobody else waits for who wants another database
     * @throws SqlError DATABASE_NOT_FOUND, DATABASE_RESTORING, DATABASE_OFFLINE, DATABASE_ATTACHED, ENGINE_FAILED
     */
    Place require(String name, Cancellation cancellation) throws SqlError {
        if (name.equalsIgnoreCase(Catalog.MASTER)) {
            return master();
        }
        if (name.equalsIgnoreCase(Catalog.MSDB)) {
            return new Place(Catalog.MSDB, Kind.MSDB, catalog.masterDatabase(), Optional.empty());
        }
        DatabaseEntry entry = catalog.databases().require(name);
        entry.requireUsable();
        try {
            HostedDatabase hosted = engine.open(entry.home());
            Preparation preparation = preparations.computeIfAbsent(entry.home().id(), id -> new Preparation());
            if (!preparation.done) {
                // Started before anybody is made to wait for the lock.
                hosted.connect(HostedDatabase.Role.OWNER, cancellation).close();
                prepare(entry.home(), preparation);
            }
            return new Place(entry.name(), Kind.USER, hosted, Optional.of(entry));
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (SQLException failed) {
            throw Message.ENGINE_FAILED
                    .error("the database '" + entry.name() + "' refused a connection, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }

    /** Once for each database: two at once would wait for each other's locks in there. */
    private void prepare(DatabaseHome home, Preparation preparation) throws SqlError {
        synchronized (preparation) {
            if (!preparation.done) {
                catalog.prepare(home);
                preparation.done = true;
            }
        }
    }

    public Place master() {
        return new Place(Catalog.MASTER, Kind.MASTER, catalog.masterDatabase(), Optional.empty());
    }
}

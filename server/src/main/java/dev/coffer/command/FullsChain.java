package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.work.Cancellation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a full backup does to the chain of log backups: the first one under recovery model FULL begins it, so from its
 * start on the log is kept; later ones leave it as it is, or begin another where it has ended; copies and differentials
 * are outside of it. Confined to one thread.
 */
final class FullsChain {

    private static final Logger LOG = LoggerFactory.getLogger(FullsChain.class);

    private enum Part {
        BEGINS,
        GOES_ON,
        NONE
    }

    private final Catalog catalog;
    private final DatabaseEntry database;
    private final LiveDatabase live;
    private final Part part;

    private FullsChain(Catalog catalog, DatabaseEntry database, LiveDatabase live, Part part) {
        this.catalog = catalog;
        this.database = database;
        this.live = live;
        this.part = part;
    }

    static FullsChain of(
            Catalog catalog,
            DatabaseEntry database,
            LiveDatabase live,
            DatabaseBackup backup,
            Cancellation cancellation)
            throws SqlError {
        Part part = Part.NONE;
        if (!backup.differential() && !backup.copyOnly() && database.recoveryModel() != RecoveryModel.SIMPLE) {
            part = goesOn(catalog, database, live, cancellation) ? Part.GOES_ON : Part.BEGINS;
        }
        return new FullsChain(catalog, database, live, part);
    }

    /** What the catalogue lists may be gone: kept log is bounded. Then a new chain begins with this full already. */
    private static boolean goesOn(Catalog catalog, DatabaseEntry database, LiveDatabase live, Cancellation cancellation)
            throws SqlError {
        Optional<LogChain> chain = catalog.chains().find(database.databaseId());
        try {
            return chain.isPresent() && live.keepsLog(chain.get().position(), cancellation);
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
    }

    SnapshotOptions.Log log() {
        return part == Part.BEGINS ? SnapshotOptions.Log.KEEP : SnapshotOptions.Log.AS_IT_IS;
    }

    /** Behind the commit of the full. */
    void begin(BackupOutcome outcome) throws SqlError {
        SetCore.Database full = outcome.core().database();
        if (part == Part.BEGINS) {
            boolean begun = catalog.chains()
                    .begin(
                            database.databaseId(),
                            new LogChain(
                                    full.firstLsn(),
                                    database.lineage().recoveryForkGuid(),
                                    full.checkpointLsn(),
                                    Optional.empty()));
            if (!begun) {
                giveUp();
            }
        } else if (part == Part.GOES_ON) {
            catalog.chains().noteFull(database.databaseId(), full.checkpointLsn());
        }
    }

    /** The full failed, or there is no chain to begin any more: what it kept for one is kept no more. */
    void giveUp() {
        if (part == Part.BEGINS) {
            try {
                // Also when the backup was cancelled: each answer of a server is waited for with a limit.
                live.keepNoLog(Cancellation.never());
            } catch (EngineException failed) {
                // Bounded, and the next full begins anew.
                LOG.warn("The log of {} is kept though no chain of it was begun", database.name(), failed);
            }
        }
    }
}

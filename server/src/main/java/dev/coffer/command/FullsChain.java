package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.ServerOption;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogWatch;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.work.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
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
            return chain.isPresent()
                    && live.logGone(chain.get().position(), cancellation).isEmpty();
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

    /**
     * Tells the client when the log that was written meanwhile is more than is kept: what the next backup of it needs
     * is then given up at the next checkpoint, or was already.
     */
    void report(Caller caller) {
        try {
            Optional<LogChain> chain =
                    part == Part.NONE ? Optional.empty() : catalog.chains().find(database.databaseId());
            if (chain.isPresent()) {
                risk(chain.get(), caller.cancellation())
                        .ifPresent(reason -> caller.inform(Message.LOG_NOT_KEPT, database.name(), reason));
            }
        } catch (EngineException | SqlError | CancellationException failed) {
            // The backup is whole and listed, also for whoever cancels now. The next one of the log finds it.
            LOG.warn("Whether the log of {} is kept cannot be seen", database.name(), failed);
        }
    }

    private Optional<String> risk(LogChain chain, Cancellation cancellation) throws EngineException, SqlError {
        Optional<String> gone = live.logGone(chain.position(), cancellation);
        if (gone.isPresent()) {
            return gone.map(reason -> reason + "; take another full backup");
        }
        // A server elsewhere has a bound of its own, which was in force all the while.
        if (database.attached().isPresent()) {
            return Optional.empty();
        }
        long megabytes;
        try (LogWatch watch = live.watchLog(cancellation)) {
            megabytes = watch.end().subtract(chain.position()).shiftRight(20).longValue();
        }
        long bound = catalog.configuration().inUse(ServerOption.KEPT_LOG_MAX_MB);
        return megabytes <= bound
                ? Optional.empty()
                : Optional.of(megabytes + " MB of it are in no backup, and 'kept log max MB' is " + bound
                        + "; BACKUP LOG at once may still take it");
    }

    /** The full failed, or there is no chain to begin any more: what it kept for one is kept no more. */
    void giveUp() {
        if (part == Part.BEGINS) {
            try {
                // Also when the backup was cancelled: each answer of a server is waited for with a limit.
                List<String> kept = live.keepNoLog(Cancellation.never());
                kept.forEach(reason -> LOG.warn("The log of {} may still be kept on {}", database.name(), reason));
            } catch (EngineException failed) {
                // Bounded, and the next full begins anew.
                LOG.warn("The log of {} is kept though no chain of it was begun", database.name(), failed);
            }
        }
    }
}

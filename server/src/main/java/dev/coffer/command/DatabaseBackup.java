package dev.coffer.command;

import dev.coffer.catalog.BackupHistory;
import dev.coffer.catalog.BackupRecord;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LastFull;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which kind of backup a BACKUP DATABASE makes, what it stands on, and what will stand on it.
 *
 * @param setGuid fresh
 * @param differential a differential, else a full
 * @param copyOnly a full outside of the chain
 * @param basis whether later differentials stand on it
 * @param base the full that differentials stand on before this backup; a differential has one
 */
record DatabaseBackup(UUID setGuid, boolean differential, boolean copyOnly, boolean basis, Optional<LastFull> base) {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseBackup.class);

    /** @throws SqlError 3035 when there is no full for a differential to stand on, 3024 for one of master or msdb */
    static DatabaseBackup of(DatabaseEntry database, BackupOptions options, BackupHistory history) throws SqlError {
        Optional<LastFull> base = history.baseOf(database);
        boolean differential = options.has(BackupOption.DIFFERENTIAL);
        boolean system = Catalog.isMaster(database.name());
        if (differential && system) {
            throw Message.ONLY_FULL_FOR_MASTER.error();
        }
        if (differential && base.isEmpty()) {
            throw Message.NO_FULL_BACKUP
                    .error(database.name())
                    .withHint("Take a full backup first: there is none since the database was created or restored.");
        }
        // A differential is never a copy: the word has no effect there.
        boolean copyOnly = !differential && options.has(BackupOption.COPY_ONLY);
        return new DatabaseBackup(
                UUID.randomUUID(), differential, copyOnly, !differential && !copyOnly && !system, base);
    }

    BackupKind kind() {
        return differential ? BackupKind.DIFFERENTIAL : BackupKind.FULL;
    }

    static LongWork.Kind work(BackupOptions options) {
        return options.has(BackupOption.DIFFERENTIAL) ? LongWork.Kind.BACKUP_DIFFERENTIAL : LongWork.Kind.BACKUP_FULL;
    }

    /** How its summary calls it. */
    String words() {
        return differential ? BackupDatabaseCommand.NAME + " WITH DIFFERENTIAL" : BackupDatabaseCommand.NAME;
    }

    SnapshotOptions.Extent extent() {
        if (differential) {
            return new SnapshotOptions.Since(base.orElseThrow().setGuid());
        }
        return basis ? new SnapshotOptions.Base(setGuid) : new SnapshotOptions.Whole();
    }

    Optional<SetDraft.Base> standsOn() {
        return differential ? base.map(full -> new SetDraft.Base(full.setGuid(), full.root())) : Optional.empty();
    }

    /** Where the last full before this backup begins, as the engine counts bytes; 0 when there is none. */
    BigInteger lastFullPosition() {
        return base.map(full -> Lsn.position(full.lsn())).orElse(BigInteger.ZERO);
    }

    /** Behind the commit: writes history, and has later differentials stand on a full that is no copy. */
    void record(BackupRecord backup, DatabaseEntry database, LiveDatabase live, BackupHistory history) throws SqlError {
        if (!basis) {
            history.recordBackup(backup);
            return;
        }
        history.recordBase(backup, database);
        try {
            live.keepBase(setGuid);
        } catch (EngineException failed) {
            LOG.warn("The next differential of {} may need a new full backup", database.name(), failed);
        }
    }
}

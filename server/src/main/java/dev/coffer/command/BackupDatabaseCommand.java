package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.SetCore;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.tsql.BackupDatabase;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** BACKUP DATABASE: a full or differential backup of one database. */
public final class BackupDatabaseCommand implements Command<BackupDatabase> {

    static final String NAME = "BACKUP DATABASE";

    private final Premises premises;
    private final LiveDatabases databases;
    private final BackupWriting writing;
    private final BackupDefaults defaults;
    private final LongWork work;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    public BackupDatabaseCommand(Premises premises, LiveDatabases databases, BackupWriting writing, LongWork work) {
        this.databases = databases;
        this.work = work;
        this.premises = premises;
        this.writing = writing;
        this.defaults = new BackupDefaults(premises.catalog().configuration());
    }

    @Override
    public void execute(BackupDatabase statement, Caller caller) throws SqlError {
        try {
            Terminating.withLastError(NAME, () -> backUpAlone(statement, caller));
        } catch (SqlError error) {
            premises.errorLog().failure(error);
            premises.errorLog()
                    .write(
                            Message.BACKUP_FAILED_LOGGED,
                            NAME + " " + statement.database().text());
            throw error;
        }
    }

    /**
     * Nobody drops or restores over the database meanwhile, and no second backup of it runs. What else may change while
     * it waits for a place, its recovery model and the full before, is looked at when it has one.
     */
    private void backUpAlone(BackupDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        DatabaseUses.Hold stay = premises.uses().enter(name, sessionId(caller));
        try {
            DatabaseEntry database = source(name);
            premises.uses().requireRoom(database, sessionId(caller));
            if (!running.add(database.home().id())) {
                throw Message.BACKUP_SERIALIZED.error();
            }
            try {
                work.run(
                        DatabaseBackup.work(statement.options()),
                        caller.cancellation(),
                        caller.state().activity().queue(),
                        () -> backUp(source(name), statement, caller));
            } finally {
                running.remove(database.home().id());
            }
        } finally {
            stay.close();
        }
    }

    private DatabaseEntry source(String name) throws SqlError {
        if (name.equalsIgnoreCase("tempdb")) {
            throw Message.TEMPDB_BACKUP.error();
        }
        if (Catalog.isMaster(name)) {
            return premises.catalog().systemDatabase(name);
        }
        if (Catalog.isSystemName(name)) {
            throw Message.NOT_SUPPORTED.error("BACKUP DATABASE " + name.toLowerCase(Locale.ROOT));
        }
        DatabaseEntry database = premises.catalog().databases().require(name);
        database.requireBackable();
        return database;
    }

    private static int sessionId(Caller caller) {
        return caller.state().client().sessionId();
    }

    /** Returns the bytes of the set. */
    private long backUp(DatabaseEntry database, BackupDatabase statement, Caller caller) throws SqlError {
        DatabaseBackup backup = DatabaseBackup.of(
                database, statement.options(), premises.catalog().history());
        try (LiveDatabases.Opened opened = databases.open(database)) {
            return backUp(database, opened.database(), backup, statement, caller);
        }
    }

    private long backUp(
            DatabaseEntry database, LiveDatabase live, DatabaseBackup backup, BackupDatabase statement, Caller caller)
            throws SqlError {
        BackupOptions options = defaults.fill(statement.options(), statement.position());
        Instant now = premises.clock().instant();
        FullsChain chain = FullsChain.of(premises.catalog(), database, live, backup, caller.cancellation());
        FoundSuspects suspects = new FoundSuspects(premises, database);
        BackupWriting.Written written;
        boolean done = false;
        try {
            written = writing.write(
                    new BackupWriting.Wanted(statement.devices(), options),
                    cancellation -> live.snapshot(how(options, backup, chain, suspects), cancellation),
                    draft(database, live, backup, options, caller, now),
                    now,
                    caller);
            done = true;
        } finally {
            if (!done) {
                chain.giveUp();
            }
            suspects.list();
        }
        BackupOutcome outcome = written.outcome();
        BackupRecord record = BackupRecords.of(
                outcome.core(),
                outcome.trailer(),
                outcome.root(),
                outcome.setBytes(),
                written.media().recorded(outcome.familyGuids()));
        Reports.recorded(caller, () -> {
            boolean listed = false;
            try {
                backup.record(record, database, live, premises.catalog().history());
                chain.begin(outcome);
                listed = true;
            } finally {
                if (!listed) {
                    chain.giveUp();
                }
            }
        });
        report(outcome, backup, written.stats(), caller);
        chain.report(caller);
        log(outcome, backup, written.media());
        return outcome.setBytes();
    }

    private static SnapshotOptions how(
            BackupOptions options, DatabaseBackup backup, FullsChain chain, FoundSuspects suspects) {
        return new SnapshotOptions(
                options.has(BackupOption.CONTINUE_AFTER_ERROR)
                        ? SnapshotOptions.OnDamage.CONTINUE
                        : SnapshotOptions.OnDamage.STOP,
                backup.extent(),
                chain.log(),
                suspects);
    }

    private SetDraft draft(
            DatabaseEntry entry,
            LiveDatabase live,
            DatabaseBackup backup,
            BackupOptions options,
            Caller caller,
            Instant now)
            throws SqlError {
        return writing.draft(
                new BackupWriting.Identity(backup.setGuid(), backup.kind(), backup.copyOnly(), backup.standsOn()),
                DatabaseHeaders.of(entry, live, backup.lastFullPosition()),
                entry,
                options,
                now,
                caller);
    }

    /** Lines in SQL Server's order: data file, 100 percent, log file, summary. */
    private static void report(
            BackupOutcome outcome, DatabaseBackup backup, Optional<StatsMessages> stats, Caller caller) {
        Reports.FileBytes bytes = new Reports.FileBytes(
                outcome.sizes().dataBytes(), outcome.sizes().logBytes());
        String database = outcome.core().database().name();
        Reports.data(caller, database, outcome.core(), bytes);
        stats.ifPresent(StatsMessages::complete);
        Reports.log(caller, database, outcome.core(), bytes);
        if (outcome.trailer().damaged()) {
            caller.inform(Message.BACKED_UP_DAMAGED);
        }
        String doubt = outcome.core().engine().get(SharedFacts.DOUBT);
        if (doubt != null) {
            caller.inform(Message.DIFFERENTIAL_IN_DOUBT, doubt);
        }
        Reports.say(
                caller,
                Message.SUCCESSFULLY_PROCESSED,
                Throughput.summary(backup.words(), bytes.pages(), outcome.elapsed()));
    }

    private void log(BackupOutcome outcome, DatabaseBackup backup, TargetMedia media) {
        SetCore.Database database = outcome.core().database();
        Reports.FileBytes bytes = new Reports.FileBytes(
                outcome.sizes().dataBytes(), outcome.sizes().logBytes());
        List<Object> places = new ArrayList<>(List.of(
                database.name(),
                premises.names().logged(database.createdAt()),
                bytes.pages(),
                Lsn.logged(database.firstLsn()),
                Lsn.logged(outcome.trailer().lastLsn())));
        if (backup.differential()) {
            places.add(Lsn.logged(database.databaseBackupLsn()));
        }
        places.add(media.deviceCount());
        places.add("FILE=" + outcome.core().position() + ", " + media.logged());
        premises.errorLog()
                .write(
                        backup.differential()
                                ? Message.DIFFERENTIAL_BACKED_UP_LOGGED
                                : Message.DATABASE_BACKED_UP_LOGGED,
                        places.toArray());
    }
}

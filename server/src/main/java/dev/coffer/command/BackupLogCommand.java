package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.SetCore;
import dev.coffer.pipeline.BackupOutcome;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.tsql.BackupLog;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.work.Cancellation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * BACKUP LOG: the log since the last backup of it. The chain moves on only once the set is committed and listed, and
 * what the set holds is let go only after that.
 */
public final class BackupLogCommand implements Command<BackupLog> {

    static final String NAME = "BACKUP LOG";

    private static final Logger LOG = LoggerFactory.getLogger(BackupLogCommand.class);
    private static final LogChain.Link NO_FULL = new LogChain.Link(new UUID(0, 0), new byte[32]);

    private final Premises premises;
    private final LiveDatabases databases;
    private final BackupWriting writing;
    private final BackupDefaults defaults;
    private final LongWork work;
    private final Set<UUID> running = ConcurrentHashMap.newKeySet();

    public BackupLogCommand(Premises premises, LiveDatabases databases, BackupWriting writing, LongWork work) {
        this.databases = databases;
        this.premises = premises;
        this.writing = writing;
        this.defaults = new BackupDefaults(premises.catalog().configuration());
        this.work = work;
    }

    @Override
    public void execute(BackupLog statement, Caller caller) throws SqlError {
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

    private void backUpAlone(BackupLog statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        requireUserDatabase(name);
        if (isTail(statement.options())) {
            // The claim keeps every other backup out as well.
            queued(
                    () -> premises.uses().whileRestored(name, () -> backUpTail(source(name), statement, caller)),
                    caller);
            return;
        }
        DatabaseUses.Hold stay =
                premises.uses().enter(name, caller.state().client().sessionId());
        try {
            DatabaseEntry database = source(name);
            if (!running.add(database.home().id())) {
                throw Message.BACKUP_SERIALIZED.error();
            }
            try (Run run = new Run()) {
                queued(() -> run.backUp(source(name), statement, caller), caller);
                run.release(database, statement.options(), caller);
            } finally {
                running.remove(database.home().id());
            }
        } finally {
            stay.close();
        }
    }

    private void queued(LongWork.Work backup, Caller caller) throws SqlError {
        work.run(
                LongWork.Kind.BACKUP_LOG,
                caller.cancellation(),
                caller.state().activity().queue(),
                backup);
    }

    private static void requireUserDatabase(String name) throws SqlError {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "tempdb" -> throw Message.TEMPDB_BACKUP.error();
            case Catalog.MASTER -> throw Message.MASTER_LOG.error();
            case Catalog.MSDB, "model" -> throw Message.SIMPLE_RECOVERY.error(NAME);
            default -> {
                // A user's database, or none.
            }
        }
    }

    private DatabaseEntry source(String name) throws SqlError {
        DatabaseEntry database = premises.catalog().databases().require(name);
        database.requireBackable();
        if (database.recoveryModel() == RecoveryModel.SIMPLE) {
            throw Message.SIMPLE_RECOVERY.error(NAME);
        }
        return database;
    }

    /** One backup whose log is let go behind its place in the queue: a server elsewhere that hangs keeps none. */
    private final class Run implements AutoCloseable {

        private Optional<LiveDatabases.Opened> opened = Optional.empty();

        /** Returns the bytes of the set. */
        long backUp(DatabaseEntry database, BackupLog statement, Caller caller) throws SqlError {
            LiveDatabases.Opened live = databases.open(database);
            opened = Optional.of(live);
            return BackupLogCommand.this.backUp(database, live.database(), statement, caller);
        }

        /** Lets go what is in backups that are listed. */
        void release(DatabaseEntry database, BackupOptions options, Caller caller) {
            if (isCopy(options) || opened.isEmpty()) {
                return;
            }
            try {
                Optional<LogChain> chain = premises.catalog().chains().find(database.databaseId());
                if (chain.isPresent()) {
                    opened.get().database().releaseLog(chain.get().position(), caller.cancellation());
                }
            } catch (EngineException | SqlError | CancellationException failed) {
                // It is only kept longer than it must; the next backup of the log lets it go.
                LOG.warn("The log of {} that was backed up is still kept", database.name(), failed);
            }
        }

        @Override
        public void close() {
            opened.ifPresent(LiveDatabases.Opened::close);
        }
    }

    /** Nothing is let go, since the database is not used any more, or is only read. */
    private long backUpTail(DatabaseEntry database, BackupLog statement, Caller caller) throws SqlError {
        requireSuitable(database, statement.options());
        try (RestoreEnd end = RestoreEnd.of(statement.options(), database, premises, caller)) {
            long bytes;
            try (LiveDatabases.Opened opened = databases.open(database)) {
                bytes = backUp(database, opened.database(), statement, caller);
            }
            if (end.kind(false) == RestoreEnd.Kind.STANDBY) {
                RestoreSequence sequence = premises.catalog()
                        .restores()
                        .find(database.databaseId())
                        .orElseThrow(Message.NOTHING_TO_ROLL_FORWARD::error);
                end.reach(RestoreEnd.Kind.STANDBY, database, sequence, caller);
            }
            return bytes;
        }
    }

    /** Returns the bytes of the set. */
    private long backUp(DatabaseEntry database, LiveDatabase live, BackupLog statement, Caller caller) throws SqlError {
        BackupOptions options = defaults.fill(statement.options(), statement.position());
        LogChain chain =
                premises.catalog().chains().find(database.databaseId()).orElseThrow(Message.NO_CURRENT_BACKUP::error);
        Instant now = premises.clock().instant();
        requireSuitable(database, options);
        BackupWriting.Written written;
        try {
            written = writing.write(
                    new BackupWriting.Wanted(statement.devices(), options),
                    cancellation -> snapshot(database, live, chain, options, cancellation),
                    draft(database, live, chain, options, caller, now),
                    now,
                    caller);
        } catch (SqlError failed) {
            if (failed.getCause() instanceof EngineException gone && gone.kind() == EngineException.Kind.LOG_GONE) {
                // The next full begins a new chain.
                premises.catalog().chains().forget(database.databaseId());
            }
            throw failed;
        }
        BackupOutcome outcome = written.outcome();
        BackupRecord record = BackupRecords.of(
                outcome.core(),
                outcome.trailer(),
                outcome.root(),
                outcome.setBytes(),
                written.media().recorded(outcome.familyGuids()));
        if (isTail(options)) {
            premises.catalog()
                    .restores()
                    .beginBehindTail(
                            record, database, behindTail(database, chain, outcome), next(database, chain, outcome));
        } else if (isCopy(options)) {
            Reports.recorded(caller, () -> premises.catalog().history().recordBackup(record));
        } else {
            Reports.recorded(
                    caller,
                    () -> premises.catalog()
                            .chains()
                            .record(record, database.databaseId(), next(database, chain, outcome)));
        }
        report(outcome, written.stats(), caller);
        log(outcome, written.media());
        return outcome.setBytes();
    }

    /** Whether the database takes no more changes behind it. */
    private static boolean isTail(BackupOptions options) {
        return options.has(BackupOption.NORECOVERY) || options.has(BackupOption.STANDBY);
    }

    /** NO_TRUNCATE is a copy too. */
    private static boolean isCopy(BackupOptions options) {
        return options.has(BackupOption.COPY_ONLY) || options.has(BackupOption.NO_TRUNCATE);
    }

    private Snapshot snapshot(
            DatabaseEntry database, LiveDatabase live, LogChain chain, BackupOptions options, Cancellation cancellation)
            throws EngineException {
        LogOrder.Ending ending = isTail(options) ? LogOrder.Ending.TAIL : LogOrder.Ending.ONLINE;
        try {
            return live.log(new LogOrder(chain.position(), ending), cancellation);
        } catch (EngineException failed) {
            if (failed.kind() == EngineException.Kind.UNAVAILABLE && options.has(BackupOption.NO_TRUNCATE)) {
                LOG.warn("{} cannot be started; its log is read as it lies", database.name(), failed);
                return live.log(new LogOrder(chain.position(), LogOrder.Ending.DEAD), cancellation);
            }
            throw failed;
        }
    }

    private SetDraft draft(
            DatabaseEntry database,
            LiveDatabase live,
            LogChain chain,
            BackupOptions options,
            Caller caller,
            Instant now)
            throws SqlError {
        SetCore.Database header = DatabaseHeaders.of(database, live, chain.fullPosition());
        return writing.draft(
                new BackupWriting.Identity(
                        UUID.randomUUID(),
                        BackupKind.LOG,
                        isCopy(options),
                        chain.last().map(link -> new SetDraft.Base(link.setGuid(), link.root()))),
                DatabaseHeaders.onFork(header, chain.forkGuid()),
                database,
                options,
                now,
                caller);
    }

    private static LogChain next(DatabaseEntry database, LogChain chain, BackupOutcome outcome) {
        return new LogChain(
                outcome.trailer().lastLsn(),
                database.lineage().recoveryForkGuid(),
                chain.fullPosition(),
                Optional.of(new LogChain.Link(outcome.core().setGuid(), outcome.root())));
    }

    /** The database waits as one does that was restored as far as its tail. */
    private static RestoreSequence behindTail(DatabaseEntry database, LogChain chain, BackupOutcome outcome) {
        LogChain next = next(database, chain, outcome);
        return new RestoreSequence(
                new RestoreSequence.Origin(
                        true,
                        database.lineage().databaseGuid(),
                        database.lineage().familyGuid(),
                        database.recoveryModel(),
                        outcome.core().engine().getOrDefault(SharedFacts.SYSTEM_ID, "")),
                NO_FULL,
                new RestoreSequence.Reached(
                        next.position(),
                        next.forkGuid(),
                        LogTimes.endOf(outcome.core(), outcome.trailer()),
                        database.lineage().timeline(),
                        true,
                        database.updateability()),
                next,
                chain.last(),
                Optional.empty());
    }

    /** Nobody here stops a server elsewhere, and its files cannot be read without it. */
    private static void requireSuitable(DatabaseEntry database, BackupOptions options) throws SqlError {
        for (BackupOption option : List.of(BackupOption.NORECOVERY, BackupOption.STANDBY, BackupOption.NO_TRUNCATE)) {
            if (database.attached().isPresent() && options.has(option)) {
                throw Message.NOT_SUPPORTED.error("BACKUP LOG WITH " + option + " of an attached database");
            }
        }
    }

    private static void report(BackupOutcome outcome, Optional<StatsMessages> stats, Caller caller) {
        Reports.FileBytes bytes = new Reports.FileBytes(0, outcome.sizes().logBytes());
        stats.ifPresent(StatsMessages::complete);
        Reports.log(caller, outcome.core().database().name(), outcome.core(), bytes);
        if (outcome.trailer().damaged()) {
            caller.inform(
                    Message.LOG_NOT_WHOLE,
                    outcome.core().database().name(),
                    Lsn.ofPosition(outcome.trailer().lastLsn()));
        }
        Reports.say(caller, Message.SUCCESSFULLY_PROCESSED, Throughput.summary(NAME, bytes.pages(), outcome.elapsed()));
    }

    private void log(BackupOutcome outcome, TargetMedia media) {
        SetCore.Database database = outcome.core().database();
        premises.errorLog()
                .write(
                        Message.LOG_BACKED_UP_LOGGED,
                        database.name(),
                        premises.names().logged(database.createdAt()),
                        Lsn.logged(database.firstLsn()),
                        Lsn.logged(outcome.trailer().lastLsn()),
                        media.deviceCount(),
                        "FILE=" + outcome.core().position() + ", " + media.logged());
    }
}

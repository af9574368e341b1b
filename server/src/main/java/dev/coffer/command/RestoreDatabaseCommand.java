package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.DatabaseState;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.Recovered;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreDatabase;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * RESTORE DATABASE: lays a full backup down beside what is there, recovers it unless more is to follow, and only then
 * lets the catalogue's row name it. Until that row is written the old database is as it was.
 */
public final class RestoreDatabaseCommand implements Command<RestoreDatabase> {

    static final String NAME = "RESTORE DATABASE";

    private final Premises premises;
    private final SetOpening opening;
    private final RestorePipeline pipeline;
    private final RestoreCommit commit;
    private final Recovering recovering;
    private final RestoreRecords records;
    private final DifferentialStep differential;
    private final FolderRestore handOver;
    private final LongWork work;
    private final SystemRestore system;

    public RestoreDatabaseCommand(
            Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work, SystemRestore system) {
        this.system = system;
        this.work = work;
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
        this.commit = new RestoreCommit(premises);
        this.recovering = new Recovering(premises);
        this.records = new RestoreRecords(premises);
        this.handOver = new FolderRestore(premises, opening, pipeline);
        this.differential = new DifferentialStep(premises, opening, pipeline);
    }

    @Override
    public void execute(RestoreDatabase statement, Caller caller) throws SqlError {
        try {
            Terminating.withLastError(NAME, () -> restore(statement, caller));
        } catch (SqlError error) {
            premises.errorLog().failure(error);
            throw error;
        }
    }

    private void restore(RestoreDatabase statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        if (SystemRestore.concerns(name)) {
            system.restore(statement, caller);
            return;
        }
        requireUserDatabase(name, NAME);
        SetOpening.requireFingerprint(statement.options());
        RestorePlaces.requireOneMoveEach(statement.options());
        if (name.equalsIgnoreCase(caller.database())) {
            throw Message.RESTORE_IN_USE_BY_SESSION.error(name);
        }
        work.run(
                LongWork.Kind.RESTORE_FULL,
                caller.cancellation(),
                caller.state().activity().queue(),
                () -> premises.uses().whileRestored(name, () -> restoreClaimed(name, statement, caller)));
    }

    /** Returns the bytes that were laid down. */
    private long restoreClaimed(String name, RestoreDatabase statement, Caller caller) throws SqlError {
        RestoreOptions options = statement.options();
        requireNotAttached(name);
        try (MediaDevice device = MediaDevice.open(premises, statement.devices(), statement.options(), caller)) {
            BackupSet set = device.one(options, caller);
            MediaDevice.requireChecksums(set, options);
            Optional<DatabaseEntry> existing = premises.catalog().databases().find(name);
            if (set.core().kind() != BackupKind.LOG && FolderRestore.isMeant(set, options)) {
                handOver.run(NAME, name, set, device, options, caller);
                return set.trailer().payloadBytes();
            }
            if (set.core().kind() == BackupKind.DIFFERENTIAL) {
                restoreDifferential(name, existing, set, device, options, caller);
                return set.trailer().payloadBytes();
            }
            requireFull(set, name, existing, device);
            if (existing.isPresent()) {
                requireReplaceable(existing.get(), set, options);
            }
            run(RestorePlan.of(name, set, existing, options, premises, caller), device, options, caller);
            return set.trailer().payloadBytes();
        }
    }

    /** A restore would put a database in its place, and the server would be backed up no more. */
    private void requireNotAttached(String name) throws SqlError {
        Optional<DatabaseEntry> existing = premises.catalog().databases().find(name);
        if (existing.flatMap(DatabaseEntry::attached).isPresent()) {
            throw Message.DATABASE_ATTACHED
                    .error(existing.get().name())
                    .withHint("Restore it under another name, or detach it first with sp_detach_db.");
        }
    }

    static void requireUserDatabase(String name, String statement) throws SqlError {
        if (name.equalsIgnoreCase("tempdb")) {
            throw Message.TEMPDB_BACKUP.error();
        }
        if (Catalog.isSystemName(name)) {
            throw Message.NOT_SUPPORTED.error(statement + " " + name);
        }
    }

    private static void requireFull(BackupSet set, String name, Optional<DatabaseEntry> existing, MediaDevice device)
            throws SqlError {
        if (set.core().kind() == BackupKind.FULL) {
            return;
        }
        if (existing.isEmpty()) {
            throw Message.RESTORE_NEEDS_FULL.error(name);
        }
        throw Message.SET_OF_OTHER_STATEMENT.error(device.written(), BackupLogCommand.NAME);
    }

    private void restoreDifferential(
            String name,
            Optional<DatabaseEntry> existing,
            BackupSet set,
            MediaDevice device,
            RestoreOptions options,
            Caller caller)
            throws SqlError {
        RestoreSequence sequence = differential.waiting(existing, name);
        DatabaseEntry database = existing.orElseThrow();
        differential.requireFit(sequence, set, database.name());
        StopWish stop = StopWish.of(options, premises.names().zone());
        stop.requireBehind(set);
        KnownRoots.report(premises.catalog(), set, device, caller);
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Instant started = premises.clock().instant();
        LaidDown laid =
                differential.layDown(database, set, device, options, StatsMessages.watched(stats, caller), caller);
        RestoreSequence further = differential.further(sequence, set);
        premises.catalog().restores().advance(database.databaseId(), further);
        boolean more = options.has(RestoreOption.NORECOVERY) || stop.isWanted();
        if (!more) {
            recovering.finish(database, further, Recovering.access(options), caller);
        }
        records.record('I', set, database, !more, options, device, caller);
        report(database.name(), set, device, laid, stats, stop, options, started, caller);
    }

    /** What is there must be meant, and its log backed up, unless the statement says that it may be lost. */
    private static void requireReplaceable(DatabaseEntry existing, BackupSet set, RestoreOptions options)
            throws SqlError {
        if (options.has(RestoreOption.REPLACE)) {
            return;
        }
        if (!existing.lineage().familyGuid().equals(set.core().database().familyGuid())) {
            throw Message.OTHER_DATABASE.error(existing.name());
        }
        boolean tailCounts = existing.state() != DatabaseState.RESTORING
                && existing.recoveryModel() != RecoveryModel.SIMPLE
                && options.stop().isEmpty();
        if (tailCounts) {
            throw Message.TAIL_NOT_BACKED_UP.error(existing.name());
        }
    }

    private void run(RestorePlan plan, MediaDevice device, RestoreOptions options, Caller caller) throws SqlError {
        BackupSet set = plan.set();
        StopWish stop = StopWish.of(options, premises.names().zone());
        stop.requireBehind(set);
        KnownRoots.report(premises.catalog(), set, device, caller);
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Instant started = premises.clock().instant();
        boolean more = options.has(RestoreOption.NORECOVERY) || stop.isWanted();
        LaidDown laid = layDown(plan, device, options, StatsMessages.watched(stats, caller), caller);
        DatabaseEntry restored = more ? commit.begin(plan, plan.sequence(), caller) : recover(plan, options, caller);
        records.record('D', set, restored, !more, options, device, caller);
        report(plan.name(), set, device, laid, stats, stop, options, started, caller);
    }

    private void report(
            String name,
            BackupSet set,
            MediaDevice device,
            LaidDown laid,
            Optional<StatsMessages> stats,
            StopWish stop,
            RestoreOptions options,
            Instant started,
            Caller caller) {
        stats.ifPresent(StatsMessages::complete);
        Reports.FileBytes bytes = new Reports.FileBytes(laid.dataBytes(), laid.logBytes());
        Reports.data(caller, name, set.core(), bytes);
        Reports.log(caller, name, set.core(), bytes);
        device.reportLosses(caller);
        if (set.trailer().damaged()) {
            caller.inform(Message.RESTORED_DAMAGED);
        }
        if (stop.isWanted() && !options.has(RestoreOption.NORECOVERY)) {
            caller.inform(stop.notReached());
        }
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(caller, Message.SUCCESSFULLY_PROCESSED, Throughput.summary(NAME, bytes.pages(), elapsed));
    }

    private DatabaseEntry recover(RestorePlan plan, RestoreOptions options, Caller caller) throws SqlError {
        RestoreSequence sequence = plan.sequence();
        Recovered recovered;
        boolean done = false;
        try {
            recovered = recovering.recover(plan.order().home(), sequence, caller);
            done = true;
        } finally {
            if (!done) {
                commit.undo(plan);
            }
        }
        return commit.finish(plan, sequence, recovered, Recovering.access(options), caller);
    }

    private LaidDown layDown(
            RestorePlan plan, MediaDevice device, RestoreOptions options, Progress progress, Caller caller)
            throws SqlError {
        boolean done = false;
        try {
            premises.homes().note(plan.order().home());
            LaidDown laid = pipeline.run(
                    opening.reading(plan.set(), options, device),
                    (payload, cancellation) -> premises.engine().layDown(plan.order(), payload, cancellation),
                    progress,
                    caller.cancellation());
            done = true;
            return laid;
        } catch (EngineException failure) {
            throw RestoreErrors.engine(failure, device.written());
        } catch (FileSystemException failure) {
            throw RestoreErrors.target(failure, plan.set(), plan.order().home().dataFolder());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, plan.set(), device);
        } finally {
            if (!done) {
                commit.undo(plan);
            }
        }
    }
}

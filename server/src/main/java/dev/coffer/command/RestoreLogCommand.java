package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.DatabaseState;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.StopPoint;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreLog;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** RESTORE LOG: one backup of the log behind what was laid down of a database; replayed with RECOVERY, all at once. */
public final class RestoreLogCommand implements Command<RestoreLog> {

    static final String NAME = "RESTORE LOG";

    private final Premises premises;
    private final SetOpening opening;
    private final RestorePipeline pipeline;
    private final Recovering recovering;
    private final RestoreRecords records;
    private final LongWork work;

    public RestoreLogCommand(Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work) {
        this.premises = premises;
        this.opening = opening;
        this.pipeline = pipeline;
        this.recovering = new Recovering(premises);
        this.records = new RestoreRecords(premises);
        this.work = work;
    }

    @Override
    public void execute(RestoreLog statement, Caller caller) throws SqlError {
        try {
            Terminating.withLastError(NAME, () -> restore(statement, caller));
        } catch (SqlError error) {
            premises.errorLog().failure(error);
            throw error;
        }
    }

    private void restore(RestoreLog statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        RestoreDatabaseCommand.requireUserDatabase(name, NAME);
        SetOpening.requireFingerprint(statement.options());
        if (name.equalsIgnoreCase(caller.database())) {
            throw Message.RESTORE_IN_USE_BY_SESSION.error(name);
        }
        work.run(
                LongWork.Kind.RESTORE_LOG,
                caller.cancellation(),
                caller.state().activity().queue(),
                () -> premises.uses().whileRestored(name, () -> restoreClaimed(name, statement, caller)));
    }

    /** Returns the bytes that were laid down. */
    private long restoreClaimed(String name, RestoreLog statement, Caller caller) throws SqlError {
        RestoreOptions options = statement.options();
        try (MediaDevice device = MediaDevice.open(premises, statement.devices(), options, caller)) {
            BackupSet set = device.one(options, caller);
            MediaDevice.requireChecksums(set, options);
            if (set.core().kind() == BackupKind.LOG && FolderRestore.isMeant(set, options)) {
                new FolderRestore(premises, opening, pipeline).run(NAME, name, set, device, options, caller);
                return set.trailer().payloadBytes();
            }
            DatabaseEntry database =
                    premises.catalog().databases().find(name).orElseThrow(() -> Message.RESTORE_NEEDS_FULL.error(name));
            if (set.core().kind() != BackupKind.LOG) {
                throw Message.SET_OF_OTHER_STATEMENT.error(device.written(), BackupDatabaseCommand.NAME);
            }
            RestoreSequence sequence = database.state() == DatabaseState.RESTORING
                    ? premises.catalog()
                            .restores()
                            .find(database.databaseId())
                            .orElseThrow(Message.NOTHING_TO_ROLL_FORWARD::error)
                    : notRestoring();
            LogFit.require(sequence, set, database.name());
            StopWish stop = StopWish.of(options, premises.names().zone());
            requireNotPassed(stop, sequence);
            run(database, sequence, set, stop, device, options, caller);
            return set.trailer().payloadBytes();
        }
    }

    private static RestoreSequence notRestoring() throws SqlError {
        throw Message.NOTHING_TO_ROLL_FORWARD.error();
    }

    private static void requireNotPassed(StopWish stop, RestoreSequence sequence) throws SqlError {
        if (stop.time().isPresent()
                && stop.time().get().isBefore(sequence.reached().at())) {
            throw Message.STOP_TOO_EARLY.error();
        }
    }

    private void run(
            DatabaseEntry database,
            RestoreSequence sequence,
            BackupSet set,
            StopWish stop,
            MediaDevice device,
            RestoreOptions options,
            Caller caller)
            throws SqlError {
        KnownRoots.report(premises.catalog(), set, device, caller);
        Optional<StatsMessages> stats = StatsMessages.of(options.statsPercent(), caller);
        Instant started = premises.clock().instant();
        Instant end = LogTimes.endOf(set.core(), set.trailer());
        boolean behind = stop.time().isPresent() && stop.time().get().isAfter(end);
        LaidDown laid = layDown(
                order(database, set, behind ? Optional.empty() : stop.point()),
                set,
                device,
                options,
                StatsMessages.watched(stats, caller),
                caller);
        RestoreSequence further = further(sequence, set, laid);
        premises.catalog().restores().advance(database.databaseId(), further);
        boolean left = stop.isWanted()
                && laid.stop().isEmpty()
                && (behind || stop.time().isEmpty());
        boolean recovers = !options.has(RestoreOption.NORECOVERY) && !left;
        if (recovers) {
            recovering.finish(database, further, Recovering.access(options), caller);
        }
        records.record('L', set, database, recovers, options, device, caller);
        stats.ifPresent(StatsMessages::complete);
        if (set.trailer().damaged()) {
            caller.inform(Message.RESTORED_DAMAGED);
        }
        Reports.data(caller, database.name(), set.core(), new Reports.FileBytes(0, 0));
        Reports.log(caller, database.name(), set.core(), new Reports.FileBytes(0, laid.logBytes()));
        if (left) {
            caller.inform(stop.notReached());
        }
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(
                caller,
                Message.SUCCESSFULLY_PROCESSED,
                Throughput.summary(NAME, Throughput.pages(laid.logBytes()), elapsed));
    }

    private static RestoreOrder order(DatabaseEntry database, BackupSet set, Optional<StopPoint> stop) {
        Map<String, String> facts = new HashMap<>(set.core().engine());
        facts.putAll(set.trailer().engine());
        return new RestoreOrder(
                database.home(), RestoreOrder.Part.LOG, set.trailer().payloadBytes(), stop, facts);
    }

    /**
     * With a stop inside of it the log counts up to there, and the database's own chain goes on where the log begins.
     */
    private static RestoreSequence further(RestoreSequence sequence, BackupSet set, LaidDown laid) throws SqlError {
        RestoreSequence.Reached reached = sequence.reached();
        int timeline = RestorePlan.timeline(set.core().engine());
        if (laid.stop().isEmpty()) {
            return new RestoreSequence(
                    sequence.database(),
                    sequence.full(),
                    new RestoreSequence.Reached(
                            set.trailer().lastLsn(),
                            set.trailer().lastForkGuid(),
                            LogTimes.endOf(set.core(), set.trailer()),
                            timeline,
                            true,
                            DatabaseHeaders.updateability(set.core())),
                    new LogChain(
                            set.trailer().lastLsn(),
                            set.trailer().lastForkGuid(),
                            sequence.chain().fullPosition(),
                            Optional.of(new LogChain.Link(set.core().setGuid(), set.root()))),
                    LogFit.base(set),
                    Optional.empty());
        }
        LaidDown.LogStop stop = laid.stop().get();
        if (stop.position().compareTo(reached.position()) < 0) {
            throw Message.STOP_TOO_EARLY.error();
        }
        boolean before = LogFit.forkPosition(set)
                .filter(fork -> stop.position().compareTo(fork) < 0)
                .isPresent();
        return new RestoreSequence(
                sequence.database(),
                sequence.full(),
                new RestoreSequence.Reached(
                        stop.position(),
                        before
                                ? set.core().database().recoveryForkGuid()
                                : set.trailer().lastForkGuid(),
                        reached.at(),
                        before ? reached.timeline() : timeline,
                        true,
                        reached.updateability()),
                sequence.chain(),
                sequence.before(),
                Optional.of(new RestoreSequence.Stop(stop.position(), stop.inclusive())));
    }

    private LaidDown layDown(
            RestoreOrder order,
            BackupSet set,
            MediaDevice device,
            RestoreOptions options,
            Progress progress,
            Caller caller)
            throws SqlError {
        try {
            return pipeline.run(
                    opening.reading(set, options, device),
                    (payload, cancellation) -> premises.engine().layDown(order, payload, cancellation),
                    progress,
                    caller.cancellation());
        } catch (EngineException failure) {
            throw RestoreErrors.engine(failure, device.written());
        } catch (IOException | DamagedMedia | WrongKey | UntrustedSigner failure) {
            throw opening.error(failure, set, device);
        }
    }
}

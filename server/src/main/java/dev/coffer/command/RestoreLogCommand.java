package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.LaidDown;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreLog;
import dev.coffer.tsql.RestoreOptions;
import java.time.Instant;
import java.util.Optional;

/** RESTORE LOG: one backup of the log behind what was laid down of a database; replayed with RECOVERY, all at once. */
public final class RestoreLogCommand implements Command<RestoreLog> {

    static final String NAME = "RESTORE LOG";

    private final Premises premises;
    private final SetLaying laying;
    private final LongWork work;

    public RestoreLogCommand(Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work) {
        this.premises = premises;
        this.laying = new SetLaying(premises, opening, pipeline);
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
            ChosenSet chosen = ChosenSet.of(device, options, caller);
            if (chosen.kind() == BackupKind.LOG && FolderRestore.isMeant(chosen)) {
                new FolderRestore(premises, laying).run(NAME, name, chosen, caller);
                return chosen.payloadBytes();
            }
            DatabaseEntry database =
                    premises.catalog().databases().find(name).orElseThrow(() -> Message.RESTORE_NEEDS_FULL.error(name));
            if (chosen.kind() != BackupKind.LOG) {
                throw Message.SET_OF_OTHER_STATEMENT.error(device.written(), BackupDatabaseCommand.NAME);
            }
            RestoreSequence sequence = database.state().awaitsMore()
                    ? premises.catalog()
                            .restores()
                            .find(database.databaseId())
                            .orElseThrow(Message.NOTHING_TO_ROLL_FORWARD::error)
                    : notRestoring();
            LogFit.require(sequence, chosen.set(), database.name());
            StopWish stop = StopWish.of(options, premises.names().zone());
            requireNotPassed(stop, sequence);
            try (RestoreEnd end = RestoreEnd.of(options, Optional.of(database), premises, caller)) {
                run(new Step(database, sequence, chosen), stop, end, caller);
            }
            return chosen.payloadBytes();
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

    /** One log behind what was laid down of a database. */
    private record Step(DatabaseEntry database, RestoreSequence sequence, ChosenSet chosen) {}

    private void run(Step step, StopWish stop, RestoreEnd ending, Caller caller) throws SqlError {
        DatabaseEntry database = step.database();
        ChosenSet chosen = step.chosen();
        Instant end = LogTimes.endOf(chosen.set().core(), chosen.set().trailer());
        boolean behind = stop.time().isPresent() && stop.time().get().isAfter(end);
        ending.requireRoom(database, chosen.payloadBytes());
        LaidSet laid =
                laying.layDown(chosen, chosen.order(database.home(), behind ? Optional.empty() : stop.point()), caller);
        RestoreSequence further = further(step.sequence(), chosen.set(), laid.laid());
        premises.catalog().restores().advance(database.databaseId(), further);
        boolean left = stop.isWanted()
                && laid.laid().stop().isEmpty()
                && (behind || stop.time().isEmpty());
        RestoreEnd.Kind kind = ending.kind(left);
        ending.reach(kind, database, further, caller);
        laid.report(new LaidSet.Became(database.name(), database.home(), kind == RestoreEnd.Kind.RECOVERY), caller);
        if (left) {
            caller.inform(stop.notReached());
        }
        laid.summarise(NAME, caller);
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
}

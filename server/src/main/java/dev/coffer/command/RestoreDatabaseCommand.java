package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.engine.Recovered;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.tsql.RestoreDatabase;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * RESTORE DATABASE: lays a full backup down beside what is there, recovers it unless more is to follow, and only then
 * lets the catalogue's row name it. Until that row is written the old database is as it was.
 */
public final class RestoreDatabaseCommand implements Command<RestoreDatabase> {

    static final String NAME = "RESTORE DATABASE";

    private final Premises premises;
    private final SetLaying laying;
    private final RestoreCommit commit;
    private final Recovering recovering;
    private final DifferentialStep differential;
    private final FolderRestore handOver;
    private final LongWork work;
    private final SystemRestore system;

    public RestoreDatabaseCommand(
            Premises premises, SetOpening opening, RestorePipeline pipeline, LongWork work, SystemRestore system) {
        this.system = system;
        this.work = work;
        this.premises = premises;
        this.laying = new SetLaying(premises, opening, pipeline);
        this.commit = new RestoreCommit(premises);
        this.recovering = new Recovering(premises);
        this.handOver = new FolderRestore(premises, laying);
        this.differential = new DifferentialStep(premises);
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
            ChosenSet chosen = ChosenSet.of(device, options, caller);
            Optional<DatabaseEntry> existing = premises.catalog().databases().find(name);
            if (chosen.kind() != BackupKind.LOG && FolderRestore.isMeant(chosen)) {
                handOver.run(NAME, name, chosen, caller);
            } else if (chosen.kind() == BackupKind.DIFFERENTIAL) {
                restoreDifferential(name, existing, chosen, caller);
            } else {
                requireFull(chosen, name, existing);
                if (existing.isPresent()) {
                    requireReplaceable(existing.get(), chosen.set(), options);
                }
                RestorePlan plan = RestorePlan.of(name, chosen, existing, premises, caller);
                try {
                    restoreFull(plan, chosen, caller);
                } catch (SqlError failed) {
                    throw RestoreErrors.ofElsewhere(failed, chosen.set());
                }
            }
            return chosen.payloadBytes();
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

    private static void requireFull(ChosenSet chosen, String name, Optional<DatabaseEntry> existing) throws SqlError {
        if (chosen.kind() == BackupKind.FULL) {
            return;
        }
        if (existing.isEmpty()) {
            throw Message.RESTORE_NEEDS_FULL.error(name);
        }
        throw Message.SET_OF_OTHER_STATEMENT.error(chosen.device().written(), BackupLogCommand.NAME);
    }

    private void restoreDifferential(String name, Optional<DatabaseEntry> existing, ChosenSet chosen, Caller caller)
            throws SqlError {
        RestoreSequence sequence = differential.waiting(existing, name);
        DatabaseEntry database = existing.orElseThrow();
        differential.requireFit(sequence, chosen.set(), database.name());
        StopWish stop = stop(chosen);
        try (RestoreEnd end = RestoreEnd.of(chosen.options(), existing, premises, caller)) {
            end.requireRoom(database, chosen.payloadBytes());
            LaidSet laid = laying.layDown(chosen, chosen.order(database.home(), Optional.empty()), caller);
            RestoreSequence further = differential.further(sequence, chosen.set());
            premises.catalog().restores().advance(database.databaseId(), further);
            RestoreEnd.Kind kind = end.kind(stop.isWanted());
            end.reach(kind, database, further, caller);
            report(
                    laid,
                    new LaidSet.Became(database.name(), database.home(), kind == RestoreEnd.Kind.RECOVERY),
                    stop,
                    chosen,
                    caller);
        }
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
        boolean tailCounts = !existing.state().awaitsMore()
                && existing.recoveryModel() != RecoveryModel.SIMPLE
                && options.stop().isEmpty();
        if (tailCounts) {
            throw Message.TAIL_NOT_BACKED_UP.error(existing.name());
        }
    }

    private void restoreFull(RestorePlan plan, ChosenSet chosen, Caller caller) throws SqlError {
        StopWish stop = stop(chosen);
        Optional<Path> before = plan.existing().isEmpty()
                ? Optional.empty()
                : premises.catalog().restores().undoFile(plan.existing().get().databaseId());
        try (RestoreEnd end = RestoreEnd.of(chosen.options(), plan.existing(), premises, caller)) {
            LaidSet laid = layDown(plan, chosen, caller);
            RestoreEnd.Kind kind = end.kind(stop.isWanted());
            DatabaseEntry restored = switch (kind) {
                case RECOVERY -> recover(plan, chosen.options(), caller);
                case NORECOVERY -> commit.begin(plan, plan.sequence(), caller);
                case STANDBY -> standBy(plan, end, caller);
            };
            end.removeUnless(kind, before);
            boolean recovered = kind == RestoreEnd.Kind.RECOVERY;
            report(laid, new LaidSet.Became(restored.name(), restored.home(), recovered), stop, chosen, caller);
        }
    }

    /** It is listed only once it can be read. */
    private DatabaseEntry standBy(RestorePlan plan, RestoreEnd end, Caller caller) throws SqlError {
        RestoreSequence sequence = plan.sequence();
        orUndo(plan, () -> {
            recovering.standBy(plan.order().home(), sequence, caller);
            return true;
        });
        DatabaseEntry waiting = commit.begin(plan, sequence, caller);
        end.list(waiting);
        return waiting;
    }

    private StopWish stop(ChosenSet chosen) throws SqlError {
        StopWish stop = StopWish.of(chosen.options(), premises.names().zone());
        stop.requireBehind(chosen.set());
        return stop;
    }

    private static void report(LaidSet laid, LaidSet.Became became, StopWish stop, ChosenSet chosen, Caller caller) {
        laid.report(became, caller);
        if (stop.isWanted() && !chosen.options().has(RestoreOption.NORECOVERY)) {
            caller.inform(stop.notReached());
        }
        laid.summarise(NAME, caller);
    }

    private DatabaseEntry recover(RestorePlan plan, RestoreOptions options, Caller caller) throws SqlError {
        RestoreSequence sequence = plan.sequence();
        Recovered recovered = orUndo(plan, () -> recovering.recover(plan.order().home(), sequence, caller));
        return commit.finish(plan, sequence, recovered, Recovering.access(options), caller);
    }

    private LaidSet layDown(RestorePlan plan, ChosenSet chosen, Caller caller) throws SqlError {
        return orUndo(plan, () -> {
            recovering.note(plan.order().home());
            return laying.layDown(chosen, plan.order(), caller);
        });
    }

    /** What comes before the commit. */
    @FunctionalInterface
    private interface Work<T> {
        T run() throws SqlError;
    }

    /** Whatever ends it early, nothing is left of what was laid down. */
    private <T> T orUndo(RestorePlan plan, Work<T> work) throws SqlError {
        boolean done = false;
        try {
            T result = work.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                commit.undo(plan);
            }
        }
    }
}

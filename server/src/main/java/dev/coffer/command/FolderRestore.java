package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import java.util.Optional;
import java.util.UUID;

/**
 * RESTORE ... WITH MOVE from the backup of an attached database: lays its data directory down in a folder, a
 * differential onto that and its log behind it, for a server of the operator's own, which replays it when it is
 * started. It becomes no database here, so NORECOVERY is how it always is.
 */
final class FolderRestore {

    private final Premises premises;
    private final SetLaying laying;

    FolderRestore(Premises premises, SetLaying laying) {
        this.premises = premises;
        this.laying = laying;
    }

    /** Whether the statement asks for it. */
    static boolean isMeant(ChosenSet chosen) {
        return chosen.set().core().engine().containsKey(SharedFacts.ELSEWHERE)
                && !chosen.options().moves().isEmpty();
    }

    /** @param statement its name in the summary */
    void run(String statement, String name, ChosenSet chosen, Caller caller) throws SqlError {
        if (premises.catalog().databases().find(name).isPresent()) {
            throw Message.DATABASE_EXISTS.error(name);
        }
        if (chosen.options().has(RestoreOption.STANDBY)) {
            throw Message.NOT_SUPPORTED.error("RESTORE into a folder with STANDBY");
        }
        BackupSet set = chosen.set();
        StopWish stop = StopWish.of(chosen.options(), premises.names().zone());
        boolean log = chosen.kind() == BackupKind.LOG;
        if (stop.isWanted() && (!log || stop.time().isEmpty())) {
            throw Message.NOT_SUPPORTED
                    .error("RESTORE into a folder with another point to stop at than the time of a log")
                    .withHint("Say STOPAT with the last RESTORE LOG.");
        }
        Paths.Resolved target = target(set, chosen.options());
        // A time behind this log is for a later one.
        boolean behind =
                stop.time().isPresent() && stop.time().get().isAfter(LogTimes.endOf(set.core(), set.trailer()));
        DatabaseHome folder = new DatabaseHome(UUID.randomUUID(), target.path(), target.path());
        LaidSet laid = laying.handOver(chosen, chosen.order(folder, behind ? Optional.empty() : stop.point()), caller);
        target.report(caller);
        laid.report(new LaidSet.Became(name, folder, false), caller);
        if (behind) {
            caller.inform(stop.notReached());
        }
        caller.inform(Message.HANDED_OVER, target.path(), version(set));
        laid.summarise(statement, caller);
    }

    private Paths.Resolved target(BackupSet set, RestoreOptions options) throws SqlError {
        Optional<Paths.Resolved> target = Optional.empty();
        for (RestoreOptions.Move move : options.moves()) {
            SetCore.DatabaseFile file = RestorePlan.file(set, move.logicalName().value());
            if (file.type() != 'D') {
                throw Message.NOT_SUPPORTED
                        .error("MOVE of the log into a folder of its own")
                        .withHint("Move '" + set.core().database().name() + "' alone: its log goes with it.");
            }
            Paths.Resolved place =
                    premises.paths().resolve(move.path().value(), Paths.Purpose.DATABASE, Paths.Access.WRITE);
            try {
                DatabasePlaces.requireFolder(place);
            } catch (SqlError missing) {
                throw missing.followedBy(Message.FILE_CANNOT_BE_RESTORED.error(file.logicalName(), place.written()));
            }
            target = Optional.of(place);
        }
        return target.orElseThrow();
    }

    private static String version(BackupSet set) {
        return set.core().engine().getOrDefault(SharedFacts.SERVER, "of the version that was backed up");
    }
}

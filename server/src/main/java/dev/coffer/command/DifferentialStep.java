package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * RESTORE DATABASE from a differential: one step of a restore that began with the full it stands on. Decided by what
 * the sets say, before anything is touched.
 */
final class DifferentialStep {

    private final Premises premises;

    DifferentialStep(Premises premises) {
        this.premises = premises;
    }

    /** @throws SqlError 3118 without a database, 3117 unless it waits for more */
    RestoreSequence waiting(Optional<DatabaseEntry> existing, String name) throws SqlError {
        DatabaseEntry database = existing.orElseThrow(() -> Message.RESTORE_NEEDS_FULL.error(name));
        if (!database.state().awaitsMore()) {
            throw Message.NOTHING_TO_ROLL_FORWARD.error();
        }
        return premises.catalog()
                .restores()
                .find(database.databaseId())
                .orElseThrow(Message.NOTHING_TO_ROLL_FORWARD::error);
    }

    /**
     * @throws SqlError 3154 for another database, 3136 on another full, 3120 when what was laid down is newer, 4330 on
     *     another recovery fork
     */
    void requireFit(RestoreSequence sequence, BackupSet set, String name) throws SqlError {
        SetCore core = set.core();
        if (!core.database().guid().equals(sequence.database().databaseGuid())) {
            throw Message.OTHER_DATABASE.error(name);
        }
        boolean onFull = LogFit.base(set).filter(sequence.full()::isSame).isPresent();
        if (!onFull) {
            throw Message.DIFFERENTIAL_MISFIT
                    .error()
                    .withHint("Restore the full backup that it stands on WITH NORECOVERY first: the set "
                            + core.baseGuid().map(DifferentialStep::shown).orElse("") + ".");
        }
        if (set.trailer().lastLsn().compareTo(sequence.reached().position()) < 0) {
            throw Message.ALREADY_PAST.error();
        }
        if (!core.database().recoveryForkGuid().equals(sequence.reached().forkGuid())) {
            throw Message.WRONG_RECOVERY_PATH.error();
        }
    }

    private static String shown(UUID guid) {
        return guid.toString().toUpperCase(Locale.ROOT);
    }

    /** Where the restore is then: log that was laid down before is needed no more. */
    RestoreSequence further(RestoreSequence sequence, BackupSet set) throws SqlError {
        SetCore.Database database = set.core().database();
        return new RestoreSequence(
                sequence.database(),
                sequence.full(),
                new RestoreSequence.Reached(
                        set.trailer().lastLsn(),
                        set.trailer().lastForkGuid(),
                        LogTimes.endOf(set.core(), set.trailer()),
                        RestorePlan.timeline(set.core().engine()),
                        false,
                        DatabaseHeaders.updateability(set.core())),
                new LogChain(
                        database.firstLsn(),
                        database.recoveryForkGuid(),
                        database.databaseBackupLsn(),
                        Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }
}

package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.NewDatabase;
import dev.coffer.catalog.RestoreRecord;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.RestoreReport;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of a restore: the catalogue's row names the new home, the history is written, the old home goes. */
final class RestoreCommit {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreCommit.class);
    private final Premises premises;

    RestoreCommit(Premises premises) {
        this.premises = premises;
    }

    void commit(RestorePlan plan, RestoreReport report, RestoreOptions options, MediaDevice device, Caller caller)
            throws SqlError {
        DatabaseHome home = plan.order().home();
        DatabaseEntry restored;
        boolean listed = false;
        boolean asked = false;
        try {
            premises.catalog().prepareRestored(home);
            asked = true;
            restored = list(plan, plan.lineage(report), caller);
            listed = true;
        } finally {
            if (!listed && asked && premises.catalog().databases().mayName(home)) {
                LOG.warn("Whether {} was committed is not known; the next start removes what no row names", home);
            } else if (!listed) {
                undo(plan);
            }
        }
        settle(home);
        plan.existing().map(DatabaseEntry::home).ifPresent(this::discard);
        DatabaseEntry entry = restored;
        Reports.recorded(caller, () -> record(plan, entry, options, device, caller));
        log(plan, device);
    }

    private DatabaseEntry list(RestorePlan plan, Lineage lineage, Caller caller) throws SqlError {
        if (plan.existing().isPresent()) {
            DatabaseHome old = plan.existing().get().home();
            note(old);
            return premises.catalog()
                    .databases()
                    .replaceHome(plan.name(), old, plan.order().home(), lineage);
        }
        return premises.catalog()
                .databases()
                .insert(new NewDatabase(
                        plan.name(),
                        plan.order().home(),
                        premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                        lineage,
                        caller.login()));
    }

    private void note(DatabaseHome home) throws SqlError {
        try {
            premises.homes().note(home);
        } catch (IOException failed) {
            throw Message.ENGINE_FAILED
                    .error("a note in the data folder could not be written")
                    .causedBy(failed);
        }
    }

    /** Removes what a restore that did not come to its end has laid down. */
    void undo(RestorePlan plan) {
        discard(plan.order().home());
    }

    private void discard(DatabaseHome home) {
        try {
            premises.engine().discard(home);
            premises.homes().settled(home);
        } catch (EngineException | IOException leftover) {
            LOG.warn("The leftover {} goes at the next start", home.dataFolder(), leftover);
        }
    }

    private void settle(DatabaseHome home) {
        try {
            premises.homes().settled(home);
        } catch (IOException leftover) {
            LOG.warn("The note of {} goes at the next start", home.dataFolder(), leftover);
        }
    }

    private void record(
            RestorePlan plan, DatabaseEntry restored, RestoreOptions options, MediaDevice device, Caller caller)
            throws SqlError {
        premises.catalog()
                .history()
                .recordRestore(new RestoreRecord(
                        BackupRecords.of(
                                plan.set().core(),
                                plan.set().trailer(),
                                plan.set().root(),
                                plan.set().sizeBytes(),
                                device.families()),
                        restored.name(),
                        caller.login(),
                        premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                        'D',
                        options.has(RestoreOption.REPLACE),
                        true,
                        files(plan, restored)));
    }

    private static List<RestoreRecord.File> files(RestorePlan plan, DatabaseEntry restored) {
        return plan.set().core().database().files().stream()
                .map(file -> file(file, restored.home()))
                .toList();
    }

    private static RestoreRecord.File file(SetCore.DatabaseFile file, DatabaseHome home) {
        Path path = file.type() == 'D' ? home.dataFolder() : home.logFolder();
        return new RestoreRecord.File(file.fileId(), file.guid(), "/", path.toString());
    }

    private void log(RestorePlan plan, MediaDevice device) {
        SetCore core = plan.set().core();
        premises.errorLog()
                .write(
                        Message.DATABASE_RESTORED_LOGGED,
                        plan.name(),
                        premises.names().logged(core.database().createdAt()),
                        Lsn.logged(core.database().firstLsn()),
                        Lsn.logged(plan.set().trailer().lastLsn()),
                        device.deviceCount(),
                        "FILE=" + core.position() + ", " + device.logged());
    }
}

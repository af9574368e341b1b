package dev.coffer.command;

import dev.coffer.catalog.RestoreRecord;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.tsql.RestoreOption;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a restored set leaves behind: rows of history, and a line in the error log. */
final class RestoreRecords {

    private final Premises premises;

    RestoreRecords(Premises premises) {
        this.premises = premises;
    }

    /** Behind the commit. */
    void record(ChosenSet chosen, LaidSet.Became became, Caller caller) {
        BackupSet set = chosen.set();
        RestoreRecord record = new RestoreRecord(
                BackupRecords.of(
                        set.core(),
                        set.trailer(),
                        set.root(),
                        set.sizeBytes(),
                        chosen.device().families()),
                became.name(),
                caller.login(),
                premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                type(chosen.kind()),
                chosen.options().has(RestoreOption.REPLACE),
                became.recovered(),
                files(set, became.home()));
        Reports.recorded(caller, () -> {
            premises.catalog().history().recordRestore(record);
            if (chosen.kind() == BackupKind.FULL && !set.trailer().damaged()) {
                premises.catalog().suspectPages().restored(became.name(), record.restoredAt());
            }
        });
        log(chosen, became);
    }

    private static char type(BackupKind kind) {
        return switch (kind) {
            case FULL -> 'D';
            case DIFFERENTIAL -> 'I';
            case LOG -> 'L';
        };
    }

    private static List<RestoreRecord.File> files(BackupSet set, DatabaseHome home) {
        return set.core().database().files().stream()
                .map(file -> file(file, home))
                .toList();
    }

    private static RestoreRecord.File file(SetCore.DatabaseFile file, DatabaseHome home) {
        Path path = file.type() == 'D' ? home.dataFolder() : home.logFolder();
        return new RestoreRecord.File(file.fileId(), file.guid(), "/", path.toString());
    }

    private static Message message(BackupKind kind) {
        return switch (kind) {
            case FULL -> Message.DATABASE_RESTORED_LOGGED;
            case DIFFERENTIAL -> Message.DIFFERENTIAL_RESTORED_LOGGED;
            case LOG -> Message.LOG_RESTORED_LOGGED;
        };
    }

    private void log(ChosenSet chosen, LaidSet.Became became) {
        SetCore core = chosen.set().core();
        premises.errorLog()
                .write(
                        message(chosen.kind()),
                        became.name(),
                        premises.names().logged(core.database().createdAt()),
                        Lsn.logged(core.database().firstLsn()),
                        Lsn.logged(chosen.set().trailer().lastLsn()),
                        chosen.device().deviceCount(),
                        "FILE=" + core.position() + ", " + chosen.device().logged());
    }
}

package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RestoreRecord;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a restored set leaves behind: rows of history, and a line in the error log. */
final class RestoreRecords {

    private final Premises premises;

    RestoreRecords(Premises premises) {
        this.premises = premises;
    }

    /**
     * Behind the commit.
     *
     * @param type D for a database, I for a differential, L for the log
     */
    void record(
            char type,
            BackupSet set,
            DatabaseEntry restored,
            boolean recovered,
            RestoreOptions options,
            MediaDevice device,
            Caller caller) {
        RestoreRecord record = new RestoreRecord(
                BackupRecords.of(set.core(), set.trailer(), set.root(), set.sizeBytes(), device.families()),
                restored.name(),
                caller.login(),
                premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                type,
                options.has(RestoreOption.REPLACE),
                recovered,
                files(set, restored));
        Reports.recorded(caller, () -> premises.catalog().history().recordRestore(record));
        log(type, set, restored, device);
    }

    private static List<RestoreRecord.File> files(BackupSet set, DatabaseEntry restored) {
        return set.core().database().files().stream()
                .map(file -> file(file, restored.home()))
                .toList();
    }

    private static RestoreRecord.File file(SetCore.DatabaseFile file, DatabaseHome home) {
        Path path = file.type() == 'D' ? home.dataFolder() : home.logFolder();
        return new RestoreRecord.File(file.fileId(), file.guid(), "/", path.toString());
    }

    private static Message message(char type) {
        return switch (type) {
            case 'L' -> Message.LOG_RESTORED_LOGGED;
            case 'I' -> Message.DIFFERENTIAL_RESTORED_LOGGED;
            default -> Message.DATABASE_RESTORED_LOGGED;
        };
    }

    private void log(char type, BackupSet set, DatabaseEntry restored, MediaDevice device) {
        SetCore core = set.core();
        premises.errorLog()
                .write(
                        message(type),
                        restored.name(),
                        premises.names().logged(core.database().createdAt()),
                        Lsn.logged(core.database().firstLsn()),
                        Lsn.logged(set.trailer().lastLsn()),
                        device.deviceCount(),
                        "FILE=" + core.position() + ", " + device.logged());
    }
}

package dev.coffer.catalog;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A finished restore as msdb keeps it: rows of restorehistory and restorefile. When the set was made by another
 * instance, its backupset row is written from the media first: {@link BackupHistory#recordRestore}.
 *
 * @param backup the set that was restored, as its header tells
 * @param destination name of the restored database
 * @param userName who restored it
 * @param restoredAt to the millisecond
 * @param type D for a database, I for a differential, L for the log
 * @param replace WITH REPLACE was given
 * @param recovery the database was recovered
 * @param files destinations of its files
 */
public record RestoreRecord(
        BackupRecord backup,
        String destination,
        String userName,
        Instant restoredAt,
        char type,
        boolean replace,
        boolean recovery,
        List<File> files) {

    public RestoreRecord {
        files = List.copyOf(files);
    }

    /** @param drive first part of the path; {@code physicalName} the whole path */
    public record File(int fileNumber, UUID guid, String drive, String physicalName) {}
}

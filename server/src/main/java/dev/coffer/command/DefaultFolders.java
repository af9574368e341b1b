package dev.coffer.command;

import java.nio.file.Path;

/**
 * Where files go that are given no folder, as tools ask before they write one.
 *
 * @param backups absolute, as are the others
 * @param databases of data and log files
 * @param errorLog the file
 */
public record DefaultFolders(Path backups, Path databases, Path errorLog) {

    public static DefaultFolders of(Paths paths, ErrorLogFile errorLog) {
        return new DefaultFolders(
                paths.folder(Paths.Purpose.BACKUP), paths.folder(Paths.Purpose.DATABASE), errorLog.current());
    }
}

package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE FILELISTONLY FROM device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-filelistonly-transact-sql">RESTORE
 *     FILELISTONLY</a>
 */
public record RestoreFileListOnly(Position position, List<Device> devices, RestoreOptions options)
        implements Statement {
    public RestoreFileListOnly {
        devices = List.copyOf(devices);
    }

    @Override
    public String words() {
        return "RESTORE FILELISTONLY";
    }
}

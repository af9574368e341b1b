package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE LOG name FROM device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql">RESTORE</a>
 */
public record RestoreLog(Position position, Name database, List<Device> devices, RestoreOptions options)
        implements Statement {
    public RestoreLog {
        devices = List.copyOf(devices);
    }

    @Override
    public String words() {
        return "RESTORE LOG";
    }
}

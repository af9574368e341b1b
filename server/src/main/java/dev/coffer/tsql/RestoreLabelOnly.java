package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE LABELONLY FROM device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-labelonly-transact-sql">RESTORE
 *     LABELONLY</a>
 */
public record RestoreLabelOnly(Position position, List<Device> devices, RestoreOptions options) implements Statement {
    public RestoreLabelOnly {
        devices = List.copyOf(devices);
    }

    @Override
    public String words() {
        return "RESTORE LABELONLY";
    }
}

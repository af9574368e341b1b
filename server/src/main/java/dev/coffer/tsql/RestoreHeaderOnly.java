package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE HEADERONLY FROM device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-headeronly-transact-sql">RESTORE
 *     HEADERONLY</a>
 */
public record RestoreHeaderOnly(Position position, List<Device> devices, RestoreOptions options) implements Statement {
    public RestoreHeaderOnly {
        devices = List.copyOf(devices);
    }

    @Override
    public String words() {
        return "RESTORE HEADERONLY";
    }
}

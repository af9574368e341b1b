package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE VERIFYONLY FROM device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-verifyonly-transact-sql">RESTORE
 *     VERIFYONLY</a>
 */
public record RestoreVerifyOnly(Position position, List<Device> devices, RestoreOptions options) implements Statement {
    public RestoreVerifyOnly {
        devices = List.copyOf(devices);
    }

    @Override
    public String words() {
        return "RESTORE VERIFYONLY";
    }
}

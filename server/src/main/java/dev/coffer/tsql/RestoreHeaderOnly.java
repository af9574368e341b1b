package dev.coffer.tsql;

/**
 * {@code RESTORE HEADERONLY FROM DISK = 'path' [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-headeronly-transact-sql">RESTORE
 *     HEADERONLY</a>
 */
public record RestoreHeaderOnly(Position position, Device device, RestoreOptions options) implements Statement {
    @Override
    public String words() {
        return "RESTORE HEADERONLY";
    }
}

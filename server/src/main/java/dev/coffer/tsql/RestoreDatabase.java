package dev.coffer.tsql;

/**
 * {@code RESTORE DATABASE name FROM DISK = 'path' [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql">RESTORE</a>
 */
public record RestoreDatabase(Position position, Name database, Device device, RestoreOptions options)
        implements Statement {
    @Override
    public String words() {
        return "RESTORE DATABASE";
    }
}

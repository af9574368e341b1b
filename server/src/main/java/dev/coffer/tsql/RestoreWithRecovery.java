package dev.coffer.tsql;

/**
 * {@code RESTORE { DATABASE | LOG } name [WITH RECOVERY]}: ends a restore without one more backup.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql">RESTORE</a>
 */
public record RestoreWithRecovery(Position position, Name database) implements Statement {
    @Override
    public String words() {
        return "RESTORE WITH RECOVERY";
    }
}

package dev.coffer.tsql;

/**
 * {@code RESTORE { DATABASE | LOG } name [WITH RECOVERY [, RESTRICTED_USER]]}: ends a restore without one more backup.
 *
 * @param verb RESTORE DATABASE or RESTORE LOG, as its messages call it
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql">RESTORE</a>
 */
public record RestoreWithRecovery(Position position, String verb, Name database, RestoreOptions options)
        implements Statement {
    @Override
    public String words() {
        return "RESTORE WITH RECOVERY";
    }
}

package dev.coffer.tsql;

/**
 * {@code RESTORE LABELONLY FROM DISK = 'path' [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-labelonly-transact-sql">RESTORE
 *     LABELONLY</a>
 */
public record RestoreLabelOnly(Position position, Device device, RestoreOptions options) implements Statement {
    @Override
    public String words() {
        return "RESTORE LABELONLY";
    }
}

package dev.coffer.tsql;

/**
 * {@code RESTORE FILELISTONLY FROM DISK = 'path' [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-filelistonly-transact-sql">RESTORE
 *     FILELISTONLY</a>
 */
public record RestoreFileListOnly(Position position, Device device, RestoreOptions options) implements Statement {
    @Override
    public String words() {
        return "RESTORE FILELISTONLY";
    }
}

package dev.coffer.tsql;

/**
 * {@code RESTORE VERIFYONLY FROM DISK = 'path' [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-verifyonly-transact-sql">RESTORE
 *     VERIFYONLY</a>
 */
public record RestoreVerifyOnly(Position position, Device device, RestoreOptions options) implements Statement {
    @Override
    public String words() {
        return "RESTORE VERIFYONLY";
    }
}

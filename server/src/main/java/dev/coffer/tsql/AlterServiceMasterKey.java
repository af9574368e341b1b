package dev.coffer.tsql;

/**
 * {@code ALTER SERVICE MASTER KEY [FORCE] REGENERATE}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/alter-service-master-key-transact-sql">ALTER SERVICE
 *     MASTER KEY</a>
 */
public record AlterServiceMasterKey(Position position, Force force) implements Statement {
    @Override
    public String words() {
        return "ALTER SERVICE MASTER KEY";
    }
}

package dev.coffer.tsql;

/**
 * {@code DROP MASTER KEY}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-master-key-transact-sql">DROP MASTER KEY</a>
 */
public record DropMasterKey(Position position) implements Statement {
    @Override
    public String words() {
        return "DROP MASTER KEY";
    }
}

package dev.coffer.tsql;

/**
 * {@code DROP INDEX [IF EXISTS] name ON table}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-index-transact-sql">DROP INDEX</a>
 */
public record DropIndex(Position position, Name name, ObjectName table, IfExists ifExists) implements DataStatement {
    @Override
    public String words() {
        return "DROP INDEX";
    }
}

package dev.coffer.tsql;

/**
 * {@code TRUNCATE TABLE table}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/truncate-table-transact-sql">TRUNCATE TABLE</a>
 */
public record TruncateTable(Position position, ObjectName table) implements DataStatement {
    @Override
    public String words() {
        return "TRUNCATE TABLE";
    }
}

package dev.coffer.tsql;

/**
 * {@code SELECT ... INTO table FROM ...}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/queries/select-into-clause-transact-sql">SELECT INTO</a>
 */
public record SelectInto(Position position, ObjectName table, Query query) implements DataStatement {
    @Override
    public String words() {
        return "SELECT INTO";
    }
}

package dev.coffer.tsql;

/**
 * {@code [WITH ...] SELECT ... [ORDER BY ...] [OFFSET n ROWS [FETCH NEXT n ROWS ONLY]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/queries/select-transact-sql">SELECT</a>
 */
public record Select(Position position, Query query) implements DataStatement {
    @Override
    public String words() {
        return "SELECT";
    }
}

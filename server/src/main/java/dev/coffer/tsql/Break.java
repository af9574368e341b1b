package dev.coffer.tsql;

/**
 * {@code BREAK}: leaves the innermost WHILE.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/break-transact-sql">BREAK</a>
 */
public record Break(Position position) implements ControlStatement {
    @Override
    public String words() {
        return "BREAK";
    }
}

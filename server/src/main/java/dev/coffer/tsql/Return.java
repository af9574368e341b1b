package dev.coffer.tsql;

/**
 * {@code RETURN}: ends the batch.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/return-transact-sql">RETURN</a>
 */
public record Return(Position position) implements ControlStatement {
    @Override
    public String words() {
        return "RETURN";
    }
}

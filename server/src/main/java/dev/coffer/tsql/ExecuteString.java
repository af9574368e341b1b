package dev.coffer.tsql;

/**
 * {@code EXEC[UTE] (text)}: a text as a batch of its own.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/execute-transact-sql">EXECUTE string</a>
 */
public record ExecuteString(Position position, Expression text) implements ControlStatement {
    @Override
    public String words() {
        return "EXECUTE string";
    }
}

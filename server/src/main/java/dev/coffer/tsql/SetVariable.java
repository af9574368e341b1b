package dev.coffer.tsql;

/**
 * {@code SET @name = value}, also with += and its like.
 *
 * @param operator empty for {@code =}, otherwise the sign of a compound assignment such as {@code +}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/set-local-variable-transact-sql">SET variable</a>
 */
public record SetVariable(Position position, Name variable, String operator, Expression value)
        implements ControlStatement {
    @Override
    public String words() {
        return "SET variable";
    }
}

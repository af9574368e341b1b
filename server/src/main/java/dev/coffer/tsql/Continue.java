package dev.coffer.tsql;

/**
 * {@code CONTINUE}: begins the innermost WHILE anew.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/continue-transact-sql">CONTINUE</a>
 */
public record Continue(Position position) implements ControlStatement {
    @Override
    public String words() {
        return "CONTINUE";
    }
}

package dev.coffer.tsql;

/**
 * {@code RECONFIGURE [WITH OVERRIDE]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/reconfigure-transact-sql">RECONFIGURE</a>
 */
public record Reconfigure(Position position) implements Statement {
    @Override
    public String words() {
        return "RECONFIGURE";
    }
}

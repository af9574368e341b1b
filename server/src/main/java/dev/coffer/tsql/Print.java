package dev.coffer.tsql;

/**
 * {@code PRINT expression}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/print-transact-sql">PRINT</a>
 */
public record Print(Position position, Expression message) implements Statement {
    @Override
    public String words() {
        return "PRINT";
    }
}

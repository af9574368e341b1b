package dev.coffer.tsql;

/**
 * {@code USE database}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/use-transact-sql">USE</a>
 */
public record Use(Position position, Name database) implements Statement {
    @Override
    public String words() {
        return "USE";
    }
}

package dev.coffer.tsql;

/**
 * {@code WAITFOR DELAY | TIME value}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/waitfor-transact-sql">WAITFOR</a>
 */
public record Waitfor(Position position, Kind kind, Expression moment) implements ControlStatement {
    @Override
    public String words() {
        return "WAITFOR";
    }

    /** Whether a span or a time of day is given. */
    public enum Kind {
        DELAY,
        TIME
    }
}

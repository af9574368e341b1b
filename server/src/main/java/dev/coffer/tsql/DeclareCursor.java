package dev.coffer.tsql;

/**
 * {@code DECLARE name CURSOR [LOCAL | GLOBAL] [FORWARD_ONLY | SCROLL] [...] FOR query}, and {@code SET @name = CURSOR
 * ... FOR query}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/declare-cursor-transact-sql">DECLARE CURSOR</a>
 */
public record DeclareCursor(Position position, CursorName cursor, Movement movement, Rows rows, Select query)
        implements ControlStatement {

    @Override
    public String words() {
        return "DECLARE CURSOR";
    }

    /** Which way FETCH may go. */
    public enum Movement {
        FORWARD,
        SCROLL
    }

    /** What was asked for, as @@CURSOR_ROWS shows it; the rows are always those that OPEN found. */
    public enum Rows {
        COUNTED,
        UNCOUNTED
    }
}

package dev.coffer.tsql;

/**
 * {@code OPEN [GLOBAL] cursor}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/open-transact-sql">OPEN</a>
 */
public record OpenCursor(Position position, CursorName cursor) implements ControlStatement {
    @Override
    public String words() {
        return "OPEN cursor";
    }
}

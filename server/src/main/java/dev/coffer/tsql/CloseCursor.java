package dev.coffer.tsql;

/**
 * {@code CLOSE [GLOBAL] cursor}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/close-transact-sql">CLOSE</a>
 */
public record CloseCursor(Position position, CursorName cursor) implements ControlStatement {
    @Override
    public String words() {
        return "CLOSE cursor";
    }
}

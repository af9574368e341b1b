package dev.coffer.tsql;

/**
 * {@code DEALLOCATE [GLOBAL] cursor}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/deallocate-transact-sql">DEALLOCATE</a>
 */
public record DeallocateCursor(Position position, CursorName cursor) implements ControlStatement {
    @Override
    public String words() {
        return "DEALLOCATE cursor";
    }
}

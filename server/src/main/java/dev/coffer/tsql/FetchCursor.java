package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code FETCH [[NEXT | PRIOR | FIRST | LAST | ABSOLUTE n | RELATIVE n] FROM] [GLOBAL] cursor [INTO @variable [, ...]]}
 *
 * @param count of ABSOLUTE and RELATIVE
 * @param into empty: the row goes to the client
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/fetch-transact-sql">FETCH</a>
 */
public record FetchCursor(
        Position position, Direction direction, Optional<Expression> count, CursorName cursor, List<Name> into)
        implements ControlStatement {
    public FetchCursor {
        into = List.copyOf(into);
    }

    @Override
    public String words() {
        return "FETCH cursor";
    }

    public enum Direction {
        NEXT,
        PRIOR,
        FIRST,
        LAST,
        ABSOLUTE,
        RELATIVE
    }
}

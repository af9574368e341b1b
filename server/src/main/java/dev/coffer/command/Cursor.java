package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.tsql.DeclareCursor;
import dev.coffer.tsql.FetchCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cursor and, while it is open, its rows and the place it has reached. Confined to the session's thread. */
final class Cursor {

    /** As CURSOR_STATUS() shows it: open with rows, open without, closed. */
    private static final int WITH_ROWS = 1;

    private static final int EMPTY = 0;
    private static final int CLOSED = -1;

    private final DeclareCursor definition;
    private final Variables variables;
    private @Nullable CursorRows rows;

    /** 1-based; 0 is before the first row, one more than there are is behind the last. */
    private long place;

    /** @param variables as they were when it was declared */
    Cursor(DeclareCursor definition, Variables variables) {
        this.definition = definition;
        this.variables = variables;
    }

    DeclareCursor definition() {
        return definition;
    }

    Variables variables() {
        return variables;
    }

    boolean isOpen() {
        return rows != null;
    }

    void open(CursorRows found) {
        rows = found;
        place = 0;
    }

    void close() throws SqlError {
        opened();
        rows = null;
    }

    private CursorRows opened() throws SqlError {
        CursorRows open = rows;
        if (open == null) {
            throw Message.CURSOR_NOT_OPEN.error();
        }
        return open;
    }

    List<Column> columns() throws SqlError {
        return opened().columns();
    }

    int status() {
        if (rows == null) {
            return CLOSED;
        }
        return rows.count() > 0 ? WITH_ROWS : EMPTY;
    }

    /**
     * Moves to another row.
     *
     * @param count of ABSOLUTE and RELATIVE
     * @return null when there is no row
     */
    @Nullable
    Object @Nullable [] fetch(FetchCursor.Direction direction, long count) throws SqlError {
        CursorRows open = opened();
        if (definition.movement() == DeclareCursor.Movement.FORWARD && direction != FetchCursor.Direction.NEXT) {
            String name = direction.name();
            throw Message.CURSOR_FORWARD_ONLY.error(
                    name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        long last = open.count();
        long wanted = switch (direction) {
            case NEXT -> place + 1;
            case PRIOR -> place - 1;
            case FIRST -> 1;
            case LAST -> last;
            case ABSOLUTE -> count < 0 ? last + 1 + count : count;
            case RELATIVE -> place + count;
        };
        place = Math.max(0, Math.min(last + 1, wanted));
        return place == 0 || place == last + 1 ? null : open.row((int) place - 1);
    }
}

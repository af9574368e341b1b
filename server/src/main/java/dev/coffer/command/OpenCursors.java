package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cursors that one session has open, by handle. Confined to the session's thread. */
final class OpenCursors {

    /** Each holds two open files. */
    private static final int MOST = 100;

    /** As SQL Server counts; some clients take a small number for none. */
    private static final int FIRST_HANDLE = 180_150_003;

    private final Map<Integer, StaticCursor> byHandle = new LinkedHashMap<>();
    private int nextHandle = FIRST_HANDLE;

    /** @throws SqlError NOT_SUPPORTED when there are too many */
    void requirePlace() throws SqlError {
        if (byHandle.size() == MOST) {
            throw Message.NOT_SUPPORTED.error("More than " + MOST + " open cursors in one session");
        }
    }

    /** Returns a handle that this session never had before. */
    int add(StaticCursor cursor) {
        byHandle.put(nextHandle, cursor);
        return nextHandle++;
    }

    /** @throws SqlError 16909 */
    StaticCursor get(@Nullable Integer handle, String procedure) throws SqlError {
        StaticCursor found = handle == null ? null : byHandle.get(handle);
        if (found == null) {
            String shown = Integer.toHexString(handle == null ? 0 : handle).toUpperCase(Locale.ROOT);
            throw Message.CURSOR_HANDLE_INVALID.error(procedure, shown);
        }
        return found;
    }

    void close(@Nullable Integer handle, String procedure) throws SqlError {
        get(handle, procedure).close();
        byHandle.remove(handle);
    }

    void closeAll() {
        byHandle.values().forEach(StaticCursor::close);
        byHandle.clear();
    }
}

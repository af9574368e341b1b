package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sp_prepare has prepared in one session, by handle. Confined to the session's thread. */
final class PreparedTexts {

    /** More than any pool of statements holds; with the longest texts clients send, some megabytes. */
    private static final int MOST = 8192;

    private static final int MOST_CHARS = 32_000_000;

    private final Map<Integer, Prepared> byHandle = new HashMap<>();
    private int lastHandle;
    private long chars;

    /**
     * A text and its parameters.
     *
     * @param definitions as sp_executesql takes them; empty without parameters
     */
    record Prepared(String definitions, String text) {
        private int chars() {
            return definitions.length() + text.length();
        }
    }

    /** Returns a handle that this session never had before. */
    int add(Prepared text) throws SqlError {
        if (byHandle.size() == MOST || chars + text.chars() > MOST_CHARS) {
            throw Message.NOT_SUPPORTED.error("So many prepared statements in one session");
        }
        lastHandle++;
        byHandle.put(lastHandle, text);
        chars += text.chars();
        return lastHandle;
    }

    /** @throws SqlError 8179 */
    Prepared get(@Nullable Integer handle) throws SqlError {
        Prepared found = handle == null ? null : byHandle.get(handle);
        if (found == null) {
            throw Message.PREPARED_NOT_FOUND.error(handle == null ? 0 : handle);
        }
        return found;
    }

    void remove(@Nullable Integer handle) throws SqlError {
        chars -= get(handle).chars();
        byHandle.remove(handle);
    }

    void clear() {
        byHandle.clear();
        chars = 0;
    }
}

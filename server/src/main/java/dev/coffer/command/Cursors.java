package dev.coffer.command;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cursors of a batch, or those of a session, by their names. Confined to the session's thread. */
final class Cursors {

    private final Map<String, Cursor> byName = new HashMap<>();

    @Nullable
    Cursor find(String name) {
        return byName.get(lower(name));
    }

    void put(String name, Cursor cursor) {
        byName.put(lower(name), cursor);
    }

    void remove(String name) {
        byName.remove(lower(name));
    }

    Map<String, Cursor> all() {
        return Map.copyOf(byName);
    }

    void clear() {
        byName.clear();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

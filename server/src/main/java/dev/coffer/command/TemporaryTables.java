package dev.coffer.command;

import dev.coffer.tsql.ObjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The temporary tables of one session, and the level of nesting that each was made at; when that is over they go. One
 * that a rollback took away stays noted, which does no harm. Confined to the session's thread.
 */
final class TemporaryTables {

    private final Map<String, Integer> levels = new LinkedHashMap<>();

    /** Notes a table, unless it is none of these. */
    void made(ObjectName table, int level) {
        String name = table.object().text();
        if (is(name)) {
            levels.put(lower(name), level);
        }
    }

    /** Whether it is the name of a temporary table or a table variable. */
    static boolean is(String name) {
        return name.startsWith("#") || name.startsWith("@");
    }

    void dropped(ObjectName table) {
        levels.remove(lower(table.object().text()));
    }

    boolean any() {
        return !levels.isEmpty();
    }

    /**
     * Those that go when a batch of that level is over, in PostgreSQL's words; they are forgotten. The client's own
     * batch has level 0, and leaves its tables behind, but not its table variables.
     */
    List<String> removeFrom(int level) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Integer> table : levels.entrySet()) {
            if (table.getValue() >= level && (level > 0 || table.getKey().startsWith("@"))) {
                names.add(table.getKey());
            }
        }
        levels.keySet().removeAll(names);
        return names.stream()
                .map(name -> "pg_temp.\"" + name.replace("\"", "\"\"") + '"')
                .toList();
    }

    void clear() {
        levels.clear();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

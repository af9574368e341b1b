package dev.coffer.translate;

import dev.coffer.result.SqlType;
import dev.coffer.tsql.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables in reach of an expression, innermost query first, with the types of their columns. For one statement. */
final class Scopes {

    /** Stands for the type of a column of which only the name is known. */
    static final SqlType OPEN = SqlType.of("");

    private final Deque<Map<String, Map<String, SqlType>>> open = new ArrayDeque<>();

    void enter() {
        open.push(new LinkedHashMap<>());
    }

    void leave() {
        open.pop();
    }

    /** Whether a table in reach has that name. */
    boolean hasTable(String name) {
        String table = name.toLowerCase(Locale.ROOT);
        return open.stream().anyMatch(scope -> scope.containsKey(table));
    }

    /** Whether the innermost table of that name has that column. */
    boolean hasColumn(String table, String column) {
        String lower = table.toLowerCase(Locale.ROOT);
        return open.stream()
                .flatMap(scope -> Optional.ofNullable(scope.get(lower)).stream())
                .findFirst()
                .filter(columns -> columns.containsKey(column.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** What a star stands for in the innermost query; of one table when that is named. */
    Map<String, SqlType> star(Optional<Name> table) {
        Map<String, SqlType> columns = new HashMap<>();
        open.element().forEach((name, types) -> {
            if (table.isEmpty() || table.get().text().equalsIgnoreCase(name)) {
                types.forEach(columns::putIfAbsent);
            }
        });
        return columns;
    }

    /** @param columns types by name in lower case, {@link #OPEN} where they are unknown */
    void add(String alias, Map<String, SqlType> columns) {
        open.element().put(alias.toLowerCase(Locale.ROOT), columns);
    }

    /** Empty when the name is not known, or in two tables of one query. */
    Optional<SqlType> type(List<Name> parts) {
        String column = parts.get(parts.size() - 1).text().toLowerCase(Locale.ROOT);
        String table = parts.size() > 1 ? parts.get(parts.size() - 2).text().toLowerCase(Locale.ROOT) : "";
        for (Map<String, Map<String, SqlType>> scope : open) {
            List<SqlType> found = scope.entrySet().stream()
                    .filter(entry -> table.isEmpty() || entry.getKey().equals(table))
                    .filter(entry -> entry.getValue().containsKey(column))
                    .map(entry -> entry.getValue().get(column))
                    .toList();
            if (!found.isEmpty()) {
                return found.size() == 1 && !found.get(0).equals(OPEN) ? Optional.of(found.get(0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}

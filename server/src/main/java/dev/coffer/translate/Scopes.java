package dev.coffer.translate;

import dev.coffer.result.SqlType;
import dev.coffer.tsql.Name;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables in reach of an expression, innermost query first, with the types of their columns. For one statement. */
final class Scopes {

    private final Deque<Map<String, Map<String, SqlType>>> open = new ArrayDeque<>();

    void enter() {
        open.push(new LinkedHashMap<>());
    }

    void leave() {
        open.pop();
    }

    /** @param columns types by name in lower case; those of unknown type are left out */
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
                return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}

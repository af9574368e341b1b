package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The variables that a batch has declared so far; blocks make no scopes of their own. Confined to one thread. */
final class DeclaredVariables {

    private enum Kind {
        SCALAR,
        TABLE,
        CURSOR
    }

    private final Map<String, Kind> kinds = new HashMap<>();
    private final int most;

    DeclaredVariables(Set<String> scalars, int most) {
        this.most = most;
        scalars.forEach(name -> kinds.put(lower(name), Kind.SCALAR));
    }

    void declareScalar(Token name) throws SqlError {
        declare(name, Kind.SCALAR);
    }

    void declareTable(Token name) throws SqlError {
        declare(name, Kind.TABLE);
    }

    void declareCursor(Token name) throws SqlError {
        declare(name, Kind.CURSOR);
    }

    private void declare(Token name, Kind kind) throws SqlError {
        if (kinds.size() == most) {
            throw Message.NESTED_TOO_DEEPLY.error().atLine(name.position().line());
        }
        if (kinds.put(lower(name.text()), kind) != null) {
            throw Message.VARIABLE_TWICE
                    .error(name.text())
                    .atLine(name.position().line());
        }
    }

    boolean isDeclared(String name) {
        return kinds.get(lower(name)) == Kind.SCALAR;
    }

    boolean isTable(String name) {
        return kinds.get(lower(name)) == Kind.TABLE;
    }

    boolean isCursor(String name) {
        return kinds.get(lower(name)) == Kind.CURSOR;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

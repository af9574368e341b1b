package dev.coffer.translate;

import dev.coffer.result.SqlType;
import dev.coffer.tsql.TypeName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session's state gives to its statements.
 *
 * @param variables declared types by name in lower case, with the at sign; their values are bound when it runs
 * @param known what system variables and functions without arguments show, by name in lower case: {@code @@trancount},
 *     {@code error_number()}
 */
public record SessionValues(Map<String, TypeName> variables, Map<String, Known> known) {

    public static final SessionValues NONE = new SessionValues(Map.of(), Map.of());

    public SessionValues {
        variables = Map.copyOf(variables);
        known = Map.copyOf(known);
    }

    /**
     * A value and its T-SQL type.
     *
     * @param value a String, a number or null
     */
    public record Known(SqlType type, @Nullable Object value) {

        /** As a literal of its type in PostgreSQL's words. */
        String sql() {
            String literal = value == null ? "NULL" : "'" + value.toString().replace("'", "''") + "'";
            String size = type.length() > 0 ? "(" + type.length() + ")" : "";
            String name = switch (type.name()) {
                case "int" -> "integer";
                case "smallint" -> "smallint";
                case "bigint" -> "bigint";
                case "nvarchar", "varchar" -> type.length() > 0 ? "varchar" + size : "text";
                default -> throw new IllegalStateException("No literal of the type " + type.name());
            };
            return "CAST(" + literal + " AS " + name + ")";
        }
    }

    Optional<String> sql(String name) {
        return Optional.ofNullable(known.get(name.toLowerCase(Locale.ROOT))).map(Known::sql);
    }

    Optional<TypeName> typeOf(String variable) {
        return Optional.ofNullable(variables.get(variable.toLowerCase(Locale.ROOT)));
    }
}

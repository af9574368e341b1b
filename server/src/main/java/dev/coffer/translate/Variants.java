package dev.coffer.translate;

import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values of sql_variant on their way through PostgreSQL, where they are pairs of the base type's name and the value's
 * text: the composite type {@code sys.sql_variant}.
 */
final class Variants {

    static final String TYPE = "sql_variant";

    /** A NULL of the type. */
    static final String NULL = "CAST(NULL AS sys.sql_variant)";

    private Variants() {}

    /**
     * A value in PostgreSQL's words.
     *
     * @param base as in CREATE TABLE
     */
    static String literal(String base, String value) {
        return "CAST(ROW(" + quoted(base) + ", " + quoted(value) + ") AS sys.sql_variant)";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /**
     * Reads what PostgreSQL shows of a value: {@code (int,3)} or {@code (nvarchar(128),"a ""b"", c")}.
     *
     * @throws SQLException when it is no such pair, or the value none of its type
     */
    static @Nullable Variant read(@Nullable String pair) throws SQLException {
        if (pair == null) {
            return null;
        }
        int comma = pair.startsWith("(\"") ? pair.indexOf("\",") + 1 : pair.indexOf(',');
        if (comma < 2 || !pair.endsWith(")")) {
            throw new SQLException("Not a value of the type sql_variant");
        }
        SqlType base = SqlTypes.declared(field(pair.substring(1, comma)));
        try {
            return new Variant(base, value(base.name(), field(pair.substring(comma + 1, pair.length() - 1))));
        } catch (IllegalArgumentException | java.time.format.DateTimeParseException wrong) {
            throw new SQLException("Not a value of the type " + base.name(), wrong);
        }
    }

    /** Inside quotes, quotes and backslashes are doubled. */
    private static String field(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        return text.substring(1, text.length() - 1).replace("\"\"", "\"").replace("\\\\", "\\");
    }

    private static Object value(String base, String text) {
        return switch (base) {
            case "bit" -> text.equals("1");
            case "tinyint", "smallint" -> Short.valueOf(text);
            case "int" -> Integer.valueOf(text);
            case "bigint" -> Long.valueOf(text);
            case "decimal", "numeric", "money" -> new BigDecimal(text);
            case "float" -> Double.valueOf(text);
            case "datetime" -> LocalDateTime.parse(text.replace(' ', 'T'));
            case "uniqueidentifier" -> UUID.fromString(text);
            case "varbinary", "binary" -> HexFormat.of().parseHex(text.substring(2));
            default -> text;
        };
    }
}

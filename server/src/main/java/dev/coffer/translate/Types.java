package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.TypeName;
import java.util.Map;
import java.util.Set;

/** T-SQL's types in PostgreSQL's words. */
final class Types {

    private static final int DEFAULT_CAST_CHARS = 30;
    private static final int FRACTION_DIGITS = 6;

    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("bit", "boolean"),
            Map.entry("tinyint", "sys.tinyint"),
            Map.entry("smallint", "smallint"),
            Map.entry("int", "integer"),
            Map.entry("integer", "integer"),
            Map.entry("bigint", "bigint"),
            Map.entry("money", "numeric(19,4)"),
            Map.entry("smallmoney", "numeric(10,4)"),
            Map.entry("real", "real"),
            Map.entry("float", "double precision"),
            Map.entry("date", "date"),
            Map.entry("datetime", "timestamp(3)"),
            Map.entry("smalldatetime", "timestamp(0)"),
            Map.entry("uniqueidentifier", "uuid"),
            Map.entry("text", "text"),
            Map.entry("ntext", "text"),
            Map.entry("sysname", "varchar(128)"),
            Map.entry("varbinary", "bytea"));

    private static final Set<String> UNSIZED = Set.of("char", "varchar", "nchar", "nvarchar", "binary", "varbinary");

    private Types() {}

    static String column(TypeName type) throws SqlError {
        return type(type, 1);
    }

    static String cast(TypeName type) throws SqlError {
        return type(type, DEFAULT_CAST_CHARS);
    }

    private static String type(TypeName type, int defaultChars) throws SqlError {
        String plain = PLAIN.get(type.name());
        if (plain != null) {
            return plain;
        }
        boolean sized = !type.arguments().isEmpty();
        int first = sized ? type.arguments().get(0) : defaultChars;
        int scale = type.arguments().size() > 1 ? type.arguments().get(1) : 0;
        return switch (type.name()) {
            case "varchar", "nvarchar" -> first < 0 ? "text" : "varchar(" + first + ")";
            case "datetime2" -> "timestamp(" + fraction(type) + ")";
            case "time" -> "time(" + fraction(type) + ")";
            case "datetimeoffset" -> "interval(" + fraction(type) + ")";
            case "char", "nchar" -> "char(" + first + ")";
            case "decimal", "numeric", "dec" -> "numeric(" + (sized ? first : 18) + "," + scale + ")";
            default ->
                throw Message.NOT_SUPPORTED
                        .error("The type " + type.name())
                        .atLine(type.position().line());
        };
    }

    /** PostgreSQL keeps six digits of a second where SQL Server has seven. */
    private static int fraction(TypeName type) {
        return type.arguments().isEmpty()
                ? FRACTION_DIGITS
                : Math.min(type.arguments().get(0), FRACTION_DIGITS);
    }

    /** As declared, with the lengths that a cast takes where none is written. */
    static String ofCast(TypeName type) {
        boolean sized = !type.arguments().isEmpty() || !UNSIZED.contains(type.name());
        return declared(type) + (sized ? "" : "(" + DEFAULT_CAST_CHARS + ")");
    }

    /** As the declared type is kept beside the column. */
    static String declared(TypeName type) {
        if (type.arguments().isEmpty()) {
            return type.name();
        }
        return type.name()
                + type.arguments()
                        .toString()
                        .replace('[', '(')
                        .replace(']', ')')
                        .replace(" ", "");
    }
}

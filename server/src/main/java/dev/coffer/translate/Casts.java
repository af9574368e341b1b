package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CAST, CONVERT, TRY_CAST and TRY_CONVERT. What the types decide, helpers in the schema sys see to. */
final class Casts {

    private static final Set<String> STRINGS =
            Set.of("char", "varchar", "nchar", "nvarchar", "text", "ntext", "sysname");
    private static final Set<String> BINARIES = Set.of("binary", "varbinary");
    private static final Set<String> MOMENTS = Set.of("date", "datetime", "datetime2", "smalldatetime");

    /** Formats of to_char by style. */
    private static final Map<Integer, String> STYLES = Map.ofEntries(
            Map.entry(1, "MM/DD/YY"),
            Map.entry(3, "DD/MM/YY"),
            Map.entry(4, "DD.MM.YY"),
            Map.entry(8, "HH24:MI:SS"),
            Map.entry(5, "DD-MM-YY"),
            Map.entry(6, "DD Mon YY"),
            Map.entry(7, "Mon DD, YY"),
            Map.entry(10, "MM-DD-YY"),
            Map.entry(11, "YY/MM/DD"),
            Map.entry(12, "YYMMDD"),
            Map.entry(13, "DD Mon YYYY HH24:MI:SS:MS"),
            Map.entry(14, "HH24:MI:SS:MS"),
            Map.entry(20, "YYYY-MM-DD HH24:MI:SS"),
            Map.entry(21, "YYYY-MM-DD HH24:MI:SS.MS"),
            Map.entry(23, "YYYY-MM-DD"),
            Map.entry(24, "HH24:MI:SS"),
            Map.entry(25, "YYYY-MM-DD HH24:MI:SS.MS"),
            Map.entry(101, "MM/DD/YYYY"),
            Map.entry(102, "YYYY.MM.DD"),
            Map.entry(103, "DD/MM/YYYY"),
            Map.entry(104, "DD.MM.YYYY"),
            Map.entry(105, "DD-MM-YYYY"),
            Map.entry(106, "DD Mon YYYY"),
            Map.entry(107, "Mon DD, YYYY"),
            Map.entry(108, "HH24:MI:SS"),
            Map.entry(110, "MM-DD-YYYY"),
            Map.entry(111, "YYYY/MM/DD"),
            Map.entry(112, "YYYYMMDD"),
            Map.entry(113, "DD Mon YYYY HH24:MI:SS:MS"),
            Map.entry(114, "HH24:MI:SS:MS"),
            Map.entry(120, "YYYY-MM-DD HH24:MI:SS"),
            Map.entry(121, "YYYY-MM-DD HH24:MI:SS.MS"));

    /** Styles in which a string can be read as a date. */
    private static final Set<Integer> READ = Set.of(23, 101, 102, 103, 104, 105, 106, 107, 110, 111, 112, 120, 121);

    /** What a string must look like, beyond what PostgreSQL takes, which is more than T-SQL does. */
    private static final Map<String, String> LOOKS = Map.ofEntries(
            Map.entry("tinyint", "^ *[-+]?[0-9]+ *$"),
            Map.entry("smallint", "^ *[-+]?[0-9]+ *$"),
            Map.entry("int", "^ *[-+]?[0-9]+ *$"),
            Map.entry("integer", "^ *[-+]?[0-9]+ *$"),
            Map.entry("bigint", "^ *[-+]?[0-9]+ *$"),
            Map.entry("decimal", "^ *[-+]?[0-9]*[.]?[0-9]+ *$"),
            Map.entry("numeric", "^ *[-+]?[0-9]*[.]?[0-9]+ *$"),
            Map.entry("float", "^ *[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)? *$"),
            Map.entry("real", "^ *[-+]?[0-9]*[.]?[0-9]+([eE][-+]?[0-9]+)? *$"),
            Map.entry("date", "[0-9]"),
            Map.entry("datetime", "[0-9]"),
            Map.entry("datetime2", "[0-9]"),
            Map.entry("uniqueidentifier", "-"));

    private Casts() {}

    static boolean isString(String type) {
        return STRINGS.contains(type);
    }

    /** Of a style that shows the date alone. */
    static Optional<String> dateFormat(int style) {
        return Optional.ofNullable(STYLES.get(style)).filter(format -> !format.contains("HH24"));
    }

    /** Whether the cast makes a string. */
    static boolean toString(Expression.Cast cast) {
        return STRINGS.contains(cast.type().name());
    }

    /** @param value the cast's value in PostgreSQL's words */
    static String write(Expression.Cast cast, String value) throws SqlError {
        String target = cast.type().name();
        String type = Types.cast(cast.type());
        boolean tries = cast.onFailure() == Expression.Cast.OnFailure.NULL;
        if (cast.style().isPresent() && cast.style().get() != 0) {
            if (tries) {
                throw refused(cast, "TRY_CONVERT with a style");
            }
            return cast(styled(cast, target, value), target, type);
        }
        boolean literal = cast.value() instanceof Expression.StringLiteral
                || cast.value() instanceof Expression.Keyword
                || (cast.value() instanceof Expression.NumberLiteral && STRINGS.contains(target));
        if (STRINGS.contains(target)) {
            return "CAST(" + (literal ? value : "sys.printable(" + value + ")") + " AS " + type + ")";
        }
        if (BINARIES.contains(target) && cast.value() instanceof Expression.StringLiteral) {
            throw refused(cast, "A string as " + target);
        }
        if (!tries) {
            return cast(value, target, type);
        }
        String looks = LOOKS.get(target);
        if (looks == null) {
            throw refused(cast, "TRY_CAST to " + target);
        }
        return cast("sys.try_text(" + value + ", " + Names.literal(type) + ", '" + looks + "')", target, type);
    }

    /** A datetime knows three hundredths of a second only. */
    private static String cast(String value, String target, String type) {
        return target.equals("datetime")
                ? "CAST(sys.at_tick(CAST(" + value + " AS timestamp)) AS " + type + ")"
                : "CAST(" + value + " AS " + type + ")";
    }

    private static String styled(Expression.Cast cast, String target, String value) throws SqlError {
        int style = cast.style().orElseThrow();
        boolean string = cast.value() instanceof Expression.StringLiteral;
        if (STRINGS.contains(target) && !string && (style == 1 || style == 2) && isBinaryLooking(cast)) {
            return "sys.binary_text(" + value + ", " + (style == 1 ? "'0x'" : "''") + ")";
        }
        if (BINARIES.contains(target) && (style == 1 || style == 2)) {
            return "sys.text_binary(sys.only_text(" + value + "), " + style + ")";
        }
        if (STRINGS.contains(target) && !string && (style == 9 || style == 109)) {
            return "sys.moment_long(" + value + ")";
        }
        String format = STYLES.get(style);
        if (style == 126 || style == 127) {
            format = "YYYY-MM-DD\"T\"HH24:MI:SS.MS";
        }
        if (format != null && STRINGS.contains(target) && !string) {
            return "sys.moment_text(" + value + ", " + Names.literal(format) + ")";
        }
        if (MOMENTS.contains(target) && READ.contains(style)) {
            String reading = STYLES.get(style);
            return "to_timestamp(sys.only_text(" + value + "), '" + reading + (style < 120 ? " HH24:MI:SS.MS" : "")
                    + "')";
        }
        throw refused(cast, "CONVERT to " + target + " with the style " + style);
    }

    /** Style 1 is of dates and of binaries: without the type at hand, what is no function of dates is a binary. */
    private static boolean isBinaryLooking(Expression.Cast cast) {
        return cast.value() instanceof Expression.BinaryLiteral || cast.value() instanceof Expression.ColumnReference;
    }

    private static SqlError refused(Expression.Cast cast, String what) {
        return Message.NOT_SUPPORTED.error(what).atLine(cast.position().line());
    }
}

package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** DATEADD, DATEDIFF, DATEPART and DATENAME, whose first argument is the bare name of a part. */
final class DateFunctions {

    private static final Set<String> NAMES = Set.of("dateadd", "datediff", "datediff_big", "datepart", "datename");

    /** What only a datetimeoffset has. */
    private static final String TZ_OFFSET = "tzoffset";

    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("year", "year"),
            Map.entry("yy", "year"),
            Map.entry("yyyy", "year"),
            Map.entry("quarter", "quarter"),
            Map.entry("qq", "quarter"),
            Map.entry("q", "quarter"),
            Map.entry("month", "month"),
            Map.entry("mm", "month"),
            Map.entry("m", "month"),
            Map.entry("dayofyear", "dayofyear"),
            Map.entry("dy", "dayofyear"),
            Map.entry("day", "day"),
            Map.entry("dd", "day"),
            Map.entry("d", "day"),
            Map.entry("week", "week"),
            Map.entry("wk", "week"),
            Map.entry("ww", "week"),
            Map.entry("weekday", "weekday"),
            Map.entry("dw", "weekday"),
            Map.entry("iso_week", "iso_week"),
            Map.entry("isowk", "iso_week"),
            Map.entry("isoww", "iso_week"),
            Map.entry("hour", "hour"),
            Map.entry("hh", "hour"),
            Map.entry("minute", "minute"),
            Map.entry("mi", "minute"),
            Map.entry("n", "minute"),
            Map.entry("second", "second"),
            Map.entry("ss", "second"),
            Map.entry("s", "second"),
            Map.entry("millisecond", "millisecond"),
            Map.entry("ms", "millisecond"),
            Map.entry("tzoffset", TZ_OFFSET),
            Map.entry("tz", TZ_OFFSET),
            Map.entry("microsecond", "microsecond"),
            Map.entry("mcs", "microsecond"));

    private DateFunctions() {}

    static boolean are(String lowerCaseName) {
        return NAMES.contains(lowerCaseName);
    }

    static String call(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        String name = call.name().text().toLowerCase(Locale.ROOT);
        int line = call.position().line();
        int expected = name.startsWith("datep") || name.equals("datename") ? 2 : 3;
        if (arguments.size() != expected || call.over().isPresent()) {
            throw Message.FUNCTION_ARGUMENTS.error(name, expected).atLine(line);
        }
        String part = part(call, name);
        String last = moment(call, arguments, expected - 1);
        if (part.equals(TZ_OFFSET)) {
            String minutes = "sys.offset_minutes(" + last + ")";
            return name.equals("datename") ? "sys.zone_text(" + minutes + ")" : minutes;
        }
        return switch (name) {
            case "dateadd" -> add(part, arguments.get(1), last);
            case "datepart" -> "sys.part_of('" + part + "', " + last + ")";
            case "datename" -> "sys.name_of('" + part + "', " + last + ")";
            default -> difference(name, unit(part), moment(call, arguments, 1), last);
        };
    }

    private static String part(Expression.FunctionCall call, String name) throws SqlError {
        String part = null;
        String written = "";
        if (call.arguments().values().get(0) instanceof Expression.ColumnReference column
                && column.parts().size() == 1) {
            written = column.parts().get(0).text();
            part = PARTS.get(written.toLowerCase(Locale.ROOT));
        }
        boolean onlyRead = ("iso_week".equals(part) || TZ_OFFSET.equals(part))
                && !name.equals("datepart")
                && !name.equals("datename");
        if (part == null || onlyRead) {
            throw Message.UNKNOWN_OPTION
                    .error(written, name)
                    .atLine(call.position().line());
        }
        return part;
    }

    /** A string is a datetime here, and a number is the days since 1900. */
    private static String moment(Expression.FunctionCall call, List<String> arguments, int index) {
        Expression written = call.arguments().values().get(index);
        if (written instanceof Expression.NumberLiteral
                || (written instanceof Expression.Unary unary && unary.operand() instanceof Expression.NumberLiteral)) {
            return sinceOrigin(arguments.get(index));
        }
        if (written instanceof Expression.StringLiteral string && Offsets.endsWithZone(string.value())) {
            return "sys.as_offset(" + arguments.get(index) + ")";
        }
        boolean string = written instanceof Expression.StringLiteral;
        return string ? "CAST(" + arguments.get(index) + " AS timestamp(3))" : arguments.get(index);
    }

    /** The datetime that a number is. */
    static String sinceOrigin(String days) {
        return "sys.add_days(CAST('1900-01-01' AS timestamp(3)), CAST(" + days + " AS double precision))";
    }

    /** Days of the year and of the week count as days. */
    private static String unit(String part) {
        return part.equals("dayofyear") || part.equals("weekday") ? "day" : part;
    }

    private static String add(String part, String count, String moment) {
        return part.equals("quarter")
                ? "sys.date_add('month', 3 * " + count + ", " + moment + ")"
                : "sys.date_add('" + unit(part) + "', " + count + ", " + moment + ")";
    }

    /** How many borders of that unit lie between. Weeks begin on Sundays, whatever DATEFIRST says. */
    private static String difference(String name, String unit, String from, String to) {
        String count = "sys.units('" + unit + "', " + to + ") - sys.units('" + unit + "', " + from + ")";
        return "CAST(" + count + " AS " + (name.equals("datediff") ? "integer" : "bigint") + ")";
    }
}

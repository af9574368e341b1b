package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** T-SQL's functions in PostgreSQL's words; what is not listed is refused (195). */
final class Functions {

    private static final String NOW = "CAST(statement_timestamp() AS timestamp)";
    private static final String UTC_NOW = "(statement_timestamp() AT TIME ZONE 'UTC')";

    /** Templates by name and count of arguments; a number in braces stands for an argument. */
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("getdate/0", "CAST(" + NOW + " AS timestamp(3))"),
            Map.entry("current_timestamp/0", "CAST(" + NOW + " AS timestamp(3))"),
            Map.entry("getutcdate/0", "CAST(" + UTC_NOW + " AS timestamp(3))"),
            Map.entry("sysdatetime/0", NOW),
            Map.entry("sysutcdatetime/0", UTC_NOW),
            Map.entry("newid/0", "gen_random_uuid()"),
            Map.entry("len/1", "length(rtrim(CAST({0} AS text), ' '))"),
            Map.entry("isnull/2", "COALESCE({0}, {1})"),
            Map.entry("nullif/2", "NULLIF({0}, {1})"),
            Map.entry("upper/1", "upper({0})"),
            Map.entry("lower/1", "lower({0})"),
            Map.entry("ltrim/1", "ltrim({0}, ' ')"),
            Map.entry("rtrim/1", "rtrim({0}, ' ')"),
            Map.entry("trim/1", "btrim({0}, ' ')"),
            Map.entry("reverse/1", "reverse({0})"),
            Map.entry("replace/3", "replace({0}, {1}, {2})"),
            Map.entry("replicate/2", "repeat({0}, {1})"),
            Map.entry("space/1", "repeat(' ', {0})"),
            Map.entry("left/2", "substr(CAST({0} AS text), 1, {1})"),
            Map.entry("substring/3", "substr(CAST({0} AS text), {1}, {2})"),
            Map.entry("charindex/2", "strpos({1}, {0})"),
            Map.entry("abs/1", "abs({0})"),
            Map.entry("ceiling/1", "ceil({0})"),
            Map.entry("floor/1", "floor({0})"),
            Map.entry("sqrt/1", "sqrt(CAST({0} AS double precision))"),
            Map.entry("year/1", "CAST(extract(year FROM CAST({0} AS timestamp)) AS integer)"),
            Map.entry("month/1", "CAST(extract(month FROM CAST({0} AS timestamp)) AS integer)"),
            Map.entry("day/1", "CAST(extract(day FROM CAST({0} AS timestamp)) AS integer)"),
            Map.entry("count/1", "CAST(count({0})§ AS integer)"),
            Map.entry("count_big/1", "count({0})§"),
            Map.entry("sum/1", "sum({0})§"),
            Map.entry("avg/1", "avg({0})§"),
            Map.entry("min/1", "min({0})§"),
            Map.entry("max/1", "max({0})§"),
            Map.entry("row_number/0", "row_number()§"),
            Map.entry("rank/0", "rank()§"),
            Map.entry("dense_rank/0", "dense_rank()§"));

    private Functions() {}

    /** @param over the OVER clause with a blank before it, or nothing */
    static String call(Expression.FunctionCall call, List<String> arguments, String over, Environment environment)
            throws SqlError {
        String name = call.name().text().toLowerCase(Locale.ROOT);
        int line = call.position().line();
        if (call.schema().isPresent()) {
            throw Message.NOT_SUPPORTED.error("A user-defined function").atLine(line);
        }
        if (arguments.isEmpty() && name.equals("db_name")) {
            return "CAST(" + Names.literal(environment.database()) + " AS varchar(128))";
        }
        if (arguments.isEmpty() && (name.equals("suser_sname") || name.equals("system_user"))) {
            return "CAST(" + Names.literal(environment.login()) + " AS varchar(128))";
        }
        if ((name.equals("coalesce") || name.equals("concat")) && !arguments.isEmpty()) {
            return name + "(" + String.join(", ", arguments) + ")";
        }
        boolean star = call.arguments().form() == Expression.Arguments.Form.STAR;
        List<String> written = star ? List.of("*") : arguments;
        String template = TEMPLATES.get(name + "/" + written.size());
        if (template == null || (star && !name.startsWith("count")) || (template.indexOf('§') < 0 && !over.isEmpty())) {
            throw Message.UNKNOWN_FUNCTION.error(call.name().text()).atLine(line);
        }
        boolean distinct = call.arguments().form() == Expression.Arguments.Form.DISTINCT;
        return filled(template.replace("§", over), written, distinct);
    }

    /** In one pass: an argument's own text is never taken for a place. */
    private static String filled(String template, List<String> arguments, boolean distinct) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                text.append(distinct ? "DISTINCT " : "").append(arguments.get(template.charAt(i + 1) - '0'));
                i += 2;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}

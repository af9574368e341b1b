package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** T-SQL's functions in PostgreSQL's words; what is not listed is refused (195). */
final class Functions {

    private static final String NOW = "CAST(statement_timestamp() AS timestamp)";
    private static final String UTC_NOW = "(statement_timestamp() AT TIME ZONE 'UTC')";

    /** Stands for the OVER clause in a template. */
    private static final char OVER = '§';

    /** Stands for the order of an aggregate's values. */
    private static final char ORDER = '¶';

    /** What stands behind a call in PostgreSQL's words, each with a blank before it, or nothing. */
    record Clauses(String over, String order) {}

    /** Templates by name and count of arguments; a number in braces stands for an argument. */
    private static final Map<String, String> TEMPLATES = Map.ofEntries(
            Map.entry("getdate/0", "CAST(sys.at_tick(" + NOW + ") AS timestamp(3))"),
            Map.entry("current_timestamp/0", "CAST(sys.at_tick(" + NOW + ") AS timestamp(3))"),
            Map.entry("getutcdate/0", "CAST(sys.at_tick(" + UTC_NOW + ") AS timestamp(3))"),
            Map.entry("sysdatetime/0", NOW),
            Map.entry("sysutcdatetime/0", UTC_NOW),
            Map.entry("sysdatetimeoffset/0", "sys.offset_between(" + NOW + ", " + UTC_NOW + ")"),
            Map.entry("switchoffset/2", "sys.switch_offset(sys.as_offset({0}), {1})"),
            Map.entry("todatetimeoffset/2", "sys.give_offset({0}, {1})"),
            Map.entry("datefromparts/3", "make_date({0}, {1}, {2})"),
            Map.entry("eomonth/1", "sys.month_end({0}, 0)"),
            Map.entry("eomonth/2", "sys.month_end({0}, {1})"),
            Map.entry("year/1", "sys.part_of('year', {0})"),
            Map.entry("month/1", "sys.part_of('month', {0})"),
            Map.entry("day/1", "sys.part_of('day', {0})"),
            Map.entry("newid/0", "gen_random_uuid()"),
            Map.entry("scope_identity/0", "CAST(sys.last_identity() AS numeric(38,0))"),
            Map.entry("isnull/2", "sys.instead({0}, {1})"),
            Map.entry("nullif/2", "NULLIF({0}, {1})"),
            Map.entry("len/1", "length(rtrim(sys.printable({0}), ' '))"),
            Map.entry("upper/1", "upper({0})"),
            Map.entry("lower/1", "lower({0})"),
            Map.entry("ltrim/1", "ltrim({0}, ' ')"),
            Map.entry("rtrim/1", "rtrim({0}, ' ')"),
            Map.entry("trim/1", "btrim({0}, ' ')"),
            Map.entry("reverse/1", "reverse({0})"),
            Map.entry("replace/3", "replace({0}, {1}, {2})"),
            Map.entry("replicate/2", "sys.replicate({0}, {1})"),
            Map.entry("space/1", "sys.replicate(' ', {0})"),
            Map.entry("left/2", "substr(sys.printable({0}), 1, {1})"),
            Map.entry("right/2", "sys.ending(sys.printable({0}), {1})"),
            Map.entry("substring/3", "substr(sys.only_text({0}), {1}, {2})"),
            Map.entry("stuff/4", "sys.stuff({0}, {1}, {2}, {3})"),
            Map.entry("charindex/2", "sys.charindex({0}, {1}, 1)"),
            Map.entry("charindex/3", "sys.charindex({0}, {1}, {2})"),
            Map.entry("ascii/1", "ascii({0})"),
            Map.entry("char/1", "sys.character({0})"),
            Map.entry("unicode/1", "ascii({0})"),
            Map.entry("nchar/1", "sys.wide_character({0})"),
            Map.entry("string_agg/2", "string_agg(sys.printable({0}), {1}¶)"),
            Map.entry("isnumeric/1", "sys.is_numeric({0})"),
            Map.entry("str/1", "sys.str({0}, 10, 0)"),
            Map.entry("str/2", "sys.str({0}, {1}, 0)"),
            Map.entry("str/3", "sys.str({0}, {1}, {2})"),
            Map.entry("rand/0", "(SELECT pg_catalog.random())"),
            Map.entry("isdate/1", "sys.is_date({0})"),
            Map.entry("ident_current/1", "CAST(sys.identity_of({0}) AS numeric(38,0))"),
            Map.entry("abs/1", "abs({0})"),
            Map.entry("ceiling/1", "ceiling({0})"),
            Map.entry("floor/1", "floor({0})"),
            Map.entry("sign/1", "sign({0})"),
            Map.entry("power/2", "power({0}, {1})"),
            Map.entry("round/2", "round({0}, {1})"),
            Map.entry("round/3", "sys.round_or_cut({0}, {1}, {2})"),
            Map.entry("square/1", "power(CAST({0} AS double precision), 2)"),
            Map.entry("sin/1", "sin(CAST({0} AS double precision))"),
            Map.entry("cos/1", "cos(CAST({0} AS double precision))"),
            Map.entry("tan/1", "tan(CAST({0} AS double precision))"),
            Map.entry("atan/1", "atan(CAST({0} AS double precision))"),
            Map.entry("sqrt/1", "sqrt(CAST({0} AS double precision))"),
            Map.entry("exp/1", "exp(CAST({0} AS double precision))"),
            Map.entry("log/1", "ln(CAST({0} AS double precision))"),
            Map.entry("log10/1", "log(CAST({0} AS double precision))"),
            Map.entry("pi/0", "pi()"),
            Map.entry("count/1", "CAST(count({0})§ AS integer)"),
            Map.entry("count_big/1", "count({0})§"),
            Map.entry("sum/1", "sum({0})§"),
            Map.entry("avg/1", "avg({0})§"),
            Map.entry("min/1", "min({0})§"),
            Map.entry("max/1", "max({0})§"),
            Map.entry("stdev/1", "CAST(stddev_samp({0})§ AS double precision)"),
            Map.entry("stdevp/1", "CAST(stddev_pop({0})§ AS double precision)"),
            Map.entry("var/1", "CAST(var_samp({0})§ AS double precision)"),
            Map.entry("varp/1", "CAST(var_pop({0})§ AS double precision)"),
            Map.entry("grouping/1", "CAST(grouping({0}) AS smallint)"),
            Map.entry("row_number/0", "row_number()§"),
            Map.entry("rank/0", "rank()§"),
            Map.entry("dense_rank/0", "dense_rank()§"),
            Map.entry("ntile/1", "CAST(ntile({0})§ AS bigint)"),
            Map.entry("lag/1", "lag({0})§"),
            Map.entry("lag/2", "lag({0}, {1})§"),
            Map.entry("lag/3", "lag({0}, {1}, {2})§"),
            Map.entry("lead/3", "lead({0}, {1}, {2})§"),
            Map.entry("lead/1", "lead({0})§"),
            Map.entry("lead/2", "lead({0}, {1})§"),
            Map.entry("percent_rank/0", "percent_rank()§"),
            Map.entry("cume_dist/0", "cume_dist()§"),
            Map.entry("first_value/1", "first_value({0})§"),
            Map.entry("last_value/1", "last_value({0})§"));

    private Functions() {}

    /** @param arguments as they were written, already in PostgreSQL's words */
    static String call(Expression.FunctionCall call, List<String> arguments, Clauses clauses, Environment environment)
            throws SqlError {
        String name = call.name().text().toLowerCase(Locale.ROOT);
        int line = call.position().line();
        if (call.schema().isPresent()) {
            throw Message.NOT_SUPPORTED.error("A user-defined function").atLine(line);
        }
        Optional<String> known = arguments.isEmpty() ? environment.values().sql(name + "()") : Optional.empty();
        if (known.isPresent()) {
            return known.get();
        }
        if (arguments.size() <= 1 && (name.equals("db_name") || name.equals("db_id"))) {
            OuterArguments outer = OuterArguments.of(call.arguments().values(), arguments);
            return outer.around(DatabaseFunctions.call(name, outer.words(), environment));
        }
        if (name.equals("cursor_status") && arguments.size() == 2) {
            return cursorStatus(call, environment);
        }
        if (name.equals("patindex") && arguments.size() == 2) {
            return place(call, arguments.get(1));
        }
        Optional<String> several = ofSeveral(name, arguments);
        if (several.isPresent()) {
            return several.get();
        }
        Optional<String> report = ReportFunctions.call(call, arguments);
        if (report.isPresent()) {
            return report.get();
        }
        if (DateFunctions.are(name)) {
            return DateFunctions.call(call, arguments);
        }
        boolean star = call.arguments().form() == Expression.Arguments.Form.STAR;
        List<String> written = star ? List.of("*") : arguments;
        String template = TEMPLATES.get(name + "/" + written.size());
        String over = clauses.over();
        if (template == null
                || (star && !name.startsWith("count"))
                || (!over.isEmpty() && template.indexOf(OVER) < 0)) {
            throw OtherFunctions.are(name)
                    ? Message.NOT_SUPPORTED
                            .error("The function " + call.name().text())
                            .atLine(line)
                    : Message.UNKNOWN_FUNCTION.error(call.name().text()).atLine(line);
        }
        if (!clauses.order().isEmpty() && template.indexOf(ORDER) < 0) {
            throw Message.NOT_SUPPORTED.error("WITHIN GROUP in this function").atLine(line);
        }
        boolean distinct = call.arguments().form() == Expression.Arguments.Form.DISTINCT;
        if (distinct && (template.indexOf(OVER) < 0 || !over.isEmpty())) {
            throw Message.NOT_SUPPORTED.error("DISTINCT in this function").atLine(line);
        }
        return filled(template, written, clauses, distinct);
    }

    /** Those that take any number of arguments. */
    private static Optional<String> ofSeveral(String name, List<String> arguments) {
        if (name.equals("coalesce") && !arguments.isEmpty()) {
            return Optional.of("COALESCE(" + String.join(", ", arguments) + ")");
        }
        if (name.equals("concat") && arguments.size() > 1) {
            return Optional.of("concat(sys.printable(" + String.join("), sys.printable(", arguments) + "))");
        }
        if (name.equals("concat_ws") && arguments.size() > 2) {
            return Optional.of("concat_ws(COALESCE(" + arguments.get(0) + ", ''), sys.printable("
                    + String.join("), sys.printable(", arguments.subList(1, arguments.size())) + "))");
        }
        if (name.equals("grouping_id") && !arguments.isEmpty()) {
            return Optional.of("grouping(" + String.join(", ", arguments) + ")");
        }
        return name.equals("choose") && arguments.size() > 1 ? Optional.of(choose(arguments)) : Optional.empty();
    }

    /** -3 is none of that name. */
    private static String cursorStatus(Expression.FunctionCall call, Environment environment) throws SqlError {
        StringBuilder asked = new StringBuilder("cursor_status");
        for (Expression argument : call.arguments().values()) {
            if (!(argument instanceof Expression.StringLiteral string)) {
                throw Message.NOT_SUPPORTED
                        .error("CURSOR_STATUS of anything but literals")
                        .atLine(call.position().line());
            }
            asked.append(' ').append(string.value());
        }
        return environment.values().sql(asked.toString()).orElse("CAST(-3 AS smallint)");
    }

    private static String place(Expression.FunctionCall call, String searched) throws SqlError {
        Optional<String> regex = call.arguments().values().get(0) instanceof Expression.StringLiteral pattern
                ? LikePattern.place(pattern.value())
                : Optional.empty();
        if (regex.isEmpty()) {
            throw Message.NOT_SUPPORTED
                    .error("PATINDEX with a pattern that is no literal, or that cannot match")
                    .atLine(call.position().line());
        }
        return "pg_catalog.regexp_instr(sys.printable(" + searched + "), " + Names.literal(regex.get()) + ")";
    }

    private static String choose(List<String> arguments) {
        StringBuilder text = new StringBuilder("CASE CAST(" + arguments.get(0) + " AS integer)");
        for (int i = 1; i < arguments.size(); i++) {
            text.append(" WHEN ").append(i).append(" THEN ").append(arguments.get(i));
        }
        return text.append(" END").toString();
    }

    /** In one pass: an argument's own text is never taken for a place. */
    private static String filled(String template, List<String> arguments, Clauses clauses, boolean distinct) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '{') {
                text.append(distinct ? "DISTINCT " : "").append(arguments.get(template.charAt(i + 1) - '0'));
                i += 2;
            } else if (c == OVER) {
                text.append(clauses.over());
            } else if (c == ORDER) {
                text.append(clauses.order());
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}

package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Implicit conversions: SQL Server makes of a string whatever stands beside it, and of other values strings where a
 * column wants one. PostgreSQL does less of that, and reads strings that T-SQL does not. Confined to one thread.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/data-types/data-type-conversion-database-engine">Data type
 *     conversion</a>
 */
final class Conversions {

    private static final Set<String> STRINGS = Set.of("char", "varchar", "nchar", "nvarchar", "text", "ntext");
    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "int", "bigint");
    private static final Set<String> NUMBERS = Set.of(
            "tinyint", "smallint", "int", "bigint", "decimal", "numeric", "money", "smallmoney", "float", "real");
    private static final Set<String> OLD_MOMENTS = Set.of("datetime", "smalldatetime");
    private static final Set<String> NEW_MOMENTS = Set.of("date", "time", "datetime2", "datetimeoffset");
    private static final String GUID = "uniqueidentifier";

    /** Functions whose value is a string, of whatever length. */
    private static final Set<String> STRING_FUNCTIONS = Set.of(
            "left",
            "right",
            "substring",
            "replace",
            "stuff",
            "concat",
            "concat_ws",
            "upper",
            "lower",
            "ltrim",
            "rtrim",
            "trim",
            "reverse",
            "replicate",
            "space",
            "char",
            "nchar",
            "string_agg",
            "datename",
            "error_message");

    /** PostgreSQL's functions that read a string and say what was wrong with it; behind it they want its type. */
    private static final Map<String, String> READERS = Map.of(
            "bit", "sys.read_bit",
            "tinyint", "sys.read_tinyint",
            "smallint", "sys.read_smallint",
            "int", "sys.read_int",
            "bigint", "sys.read_bigint");

    private final ValueTypes types;

    Conversions(ValueTypes types) {
        this.types = types;
    }

    /** The type of a value, that of a string included, whose length does not count; empty when it is not known. */
    Optional<SqlType> typeOf(Expression value) throws SqlError {
        if (value instanceof Expression.Parenthesised inner) {
            return typeOf(inner.inner());
        }
        if (value instanceof Expression.StringLiteral) {
            return Optional.of(SqlType.sized("varchar", -1));
        }
        Optional<SqlType> known = types.of(value);
        boolean string = known.isEmpty()
                && value instanceof Expression.FunctionCall call
                && call.over().isEmpty()
                && STRING_FUNCTIONS.contains(call.name().text().toLowerCase(Locale.ROOT));
        return string ? Optional.of(SqlType.nvarchar(-1)) : known;
    }

    static boolean isNumber(String type) {
        return NUMBERS.contains(type);
    }

    /** Of the types that are numbers of days. */
    static boolean isOldMoment(String type) {
        return OLD_MOMENTS.contains(type);
    }

    private static boolean isMoment(String type) {
        return OLD_MOMENTS.contains(type) || NEW_MOMENTS.contains(type);
    }

    static boolean isString(Optional<SqlType> type) {
        return type.isPresent() && STRINGS.contains(type.get().name());
    }

    /** On its way into a column. */
    String assigned(SqlType column, Expression value, String written) throws SqlError {
        if (value instanceof Expression.Keyword) {
            return written;
        }
        Optional<SqlType> source = typeOf(value);
        if (STRINGS.contains(column.name())) {
            return isString(source) ? written : printed(value, source, written);
        }
        if (isString(source)) {
            return read(column, source.get(), written, value);
        }
        if (Offsets.is(column) && (source.isEmpty() || isMoment(source.get().name()))) {
            return "sys.as_offset(" + written + ")";
        }
        if (source.isPresent() && Offsets.is(source.get()) && isMoment(column.name())) {
            String moment = "sys.moment_of(" + written + ")";
            return column.name().equals("datetime") ? "sys.at_tick(" + moment + ")" : moment;
        }
        if (source.isPresent()) {
            check(source.get(), column, value);
            boolean fraction = column.name().equals("bit")
                    && NUMBERS.contains(source.get().name())
                    && !WHOLE.contains(source.get().name());
            return fraction ? "(" + written + " <> 0)" : written;
        }
        return written;
    }

    /** What stands beside another value, as the other's type when this one is a string and the other is none. */
    String beside(Expression value, String written, Expression other) throws SqlError {
        Optional<SqlType> source = typeOf(value);
        Optional<SqlType> target = typeOf(other);
        if (source.isEmpty() || target.isEmpty() || isString(target)) {
            return written;
        }
        if (isString(source)) {
            return READABLE.contains(target.get().name()) ? read(target.get(), source.get(), written, value) : written;
        }
        if (Offsets.is(target.get()) && isMoment(source.get().name())) {
            return "sys.as_offset(" + written + ")";
        }
        clash(source.get(), target.get(), value);
        return written;
    }

    private static final Set<String> READABLE = Set.of(
            "bit",
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "decimal",
            "numeric",
            "money",
            "smallmoney",
            "float",
            "real",
            "date",
            "time",
            "datetime",
            "smalldatetime",
            "datetime2",
            Offsets.TYPE,
            GUID);

    /** A value as the string that a column or CAST gets. */
    String printed(Expression value, Optional<SqlType> type, String written) {
        if (value instanceof Expression.StringLiteral || value instanceof Expression.Keyword) {
            return written;
        }
        String name = type.map(SqlType::name).orElse("");
        if (OLD_MOMENTS.contains(name)) {
            return "sys.moment_plain(" + written + ")";
        }
        if (name.equals(Offsets.TYPE)) {
            return "sys.offset_text(" + written + ", " + type.orElseThrow().scale() + ")";
        }
        boolean money = name.endsWith("money");
        return "sys.printable(" + (money ? "pg_catalog.round(" + written + ", 2)" : written) + ")";
    }

    /** A string as a value of another type. */
    String read(SqlType target, SqlType source, String written, Expression place) throws SqlError {
        String name = target.name();
        String from = ", '" + source.name() + "'";
        String reader = READERS.get(name);
        if (reader != null) {
            return reader + "(" + written + from + ")";
        }
        return switch (name) {
            case "decimal", "numeric" ->
                "CAST(sys.read_decimal(" + written + from + ", " + (target.precision() - target.scale()) + ", "
                        + target.scale() + ") AS numeric(" + target.precision() + "," + target.scale() + "))";
            case "money", "smallmoney" -> "sys.read_money(" + written + from + ", '" + name + "')";
            case "float" -> "sys.read_float(" + written + from + ", 'float')";
            case "real" -> "CAST(sys.read_float(" + written + from + ", 'real') AS real)";
            case GUID -> "sys.read_uuid(" + written + ")";
            case "datetime" -> "sys.at_tick(sys.read_moment(" + written + from + ", 'datetime'))";
            case Offsets.TYPE -> "CAST(sys.read_offset(" + written + from + ") AS interval(" + target.scale() + "))";
            case "smalldatetime", "datetime2" -> "sys.read_moment(" + written + from + ", '" + name + "')";
            case "date", "time" ->
                "CAST(sys.read_moment(" + written + from + ", '" + name + "') AS " + name
                        + (name.equals("time") ? "(" + target.scale() + "))" : ")");
            case "binary", "varbinary" ->
                throw Message.IMPLICIT_CONVERSION
                        .error(source.name(), name)
                        .atLine(place.position().line());
            default -> written;
        };
    }

    /** Whether a string can be read as that type. */
    static boolean reads(String typeName) {
        return READABLE.contains(typeName);
    }

    private static void check(SqlType source, SqlType target, Expression place) throws SqlError {
        clash(source, target, place);
        boolean numbers = NUMBERS.contains(target.name()) || target.name().equals("bit");
        if (OLD_MOMENTS.contains(source.name()) && numbers) {
            throw Message.IMPLICIT_CONVERSION
                    .error(source.name(), target.name())
                    .atLine(place.position().line());
        }
    }

    /** Types that nothing brings together. */
    private static void clash(SqlType source, SqlType target, Expression place) throws SqlError {
        if (clashes(source.name(), target.name()) || clashes(target.name(), source.name())) {
            throw Message.OPERAND_CLASH
                    .error(source.name(), target.name())
                    .atLine(place.position().line());
        }
    }

    private static boolean clashes(String one, String other) {
        boolean number = NUMBERS.contains(one) || one.equals("bit");
        return (number && (other.equals(GUID) || NEW_MOMENTS.contains(other))) || (isMoment(one) && other.equals(GUID));
    }
}

package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is written differently once the T-SQL types of its operands are known. Confined to one thread. */
final class TypedForms {

    private static final int MONEY_SCALE = 4;

    /** Bytes of types that always take the same. */
    private static final Map<String, Integer> BYTES = Map.ofEntries(
            Map.entry("bit", 1),
            Map.entry("tinyint", 1),
            Map.entry("smallint", 2),
            Map.entry("int", 4),
            Map.entry("bigint", 8),
            Map.entry("real", 4),
            Map.entry("float", 8),
            Map.entry("smallmoney", 4),
            Map.entry("money", 8),
            Map.entry("date", 3),
            Map.entry("smalldatetime", 4),
            Map.entry("datetime", 8),
            Map.entry("datetime2", 8),
            Map.entry("time", 5),
            Map.entry("datetimeoffset", 10),
            Map.entry("uniqueidentifier", 16));

    private final ValueTypes types;
    private final Conversions conversions;

    TypedForms(ValueTypes types) {
        this.types = types;
        this.conversions = new Conversions(types);
    }

    /** Exact numbers get SQL Server's precision and scale; a quotient is cut off there, not rounded. */
    String arithmetic(Expression.Arithmetic expression, String writtenLeft, String writtenRight) throws SqlError {
        String operator = expression.operator();
        String left = conversions.beside(expression.left(), writtenLeft, expression.right());
        String right = conversions.beside(expression.right(), writtenRight, expression.left());
        String plain = "(" + left + " " + (operator.equals("^") ? "#" : operator) + " " + right + ")";
        Optional<SqlType> type = types.of(expression);
        if (type.isEmpty() || !exact(type.get())) {
            return plain;
        }
        if (!operator.equals("/")) {
            return "CAST(" + plain + " AS " + numeric(type.get()) + ")";
        }
        BigDecimal shift = BigDecimal.TEN.pow(scale(type.get()));
        return "CAST((pg_catalog.div(CAST(" + left + " AS numeric) * " + shift.toPlainString() + ", " + right + ") * "
                + BigDecimal.ONE.divide(shift).toPlainString() + ") AS " + numeric(type.get()) + ")";
    }

    private static boolean exact(SqlType type) {
        return Decimals.is(type) || type.name().equals("money") || type.name().equals("smallmoney");
    }

    private static int scale(SqlType type) {
        return Decimals.is(type) ? type.scale() : MONEY_SCALE;
    }

    private static String numeric(SqlType type) {
        return Decimals.digits(type)
                .map(digits -> "numeric(" + digits.precision() + "," + digits.scale() + ")")
                .orElseThrow();
    }

    /** Arguments of ISNULL, NULLIF and COALESCE, where a string becomes what another argument is. */
    List<String> arguments(Expression.FunctionCall call, List<String> written) throws SqlError {
        List<Expression> values = call.arguments().values();
        String name = call.name().text().toLowerCase(Locale.ROOT);
        boolean first = name.equals("isnull") || name.equals("nullif");
        if (values.isEmpty() || !(first || name.equals("coalesce"))) {
            return written;
        }
        Expression other = first ? values.get(0) : deciding(values.get(0), values);
        List<String> converted = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            converted.add(conversions.beside(values.get(i), written.get(i), other));
        }
        return converted;
    }

    /** @param written the call as it is without types */
    String call(Expression.FunctionCall call, String written) throws SqlError {
        List<Expression> arguments = call.arguments().values();
        String name = call.name().text().toLowerCase(Locale.ROOT);
        if (name.equals("avg")) {
            Optional<SqlType> type = types.of(call).filter(TypedForms::exact);
            return type.isEmpty()
                    ? written
                    : "CAST(pg_catalog.trunc(" + written + ", " + scale(type.get()) + ") AS " + numeric(type.get())
                            + ")";
        }
        if (name.equals("isnull") && arguments.size() == 2) {
            Optional<SqlType> type = types.of(arguments.get(0));
            return type.isPresent()
                            && type.get().name().endsWith("char")
                            && type.get().length() > 0
                    ? "CAST(" + written + " AS " + characters(type.get()) + ")"
                    : written;
        }
        return written;
    }

    private static String characters(SqlType type) {
        return (type.name().contains("var") ? "varchar(" : "char(") + type.length() + ")";
    }

    /** DATALENGTH: how many bytes SQL Server would store. */
    String bytes(Expression.FunctionCall call, String value) throws SqlError {
        Optional<SqlType> known = types.of(call.arguments().values().get(0));
        if (known.isEmpty()) {
            // Refused only when it runs: the types of columns are not known at first.
            return "CAST(sys.refuse('DATALENGTH of a value without a declared type') AS integer)";
        }
        SqlType type = known.get();
        String count = switch (type.name()) {
            case "varchar", "text" -> "pg_catalog.octet_length(" + value + ")";
            case "nvarchar", "ntext" -> "sys.wide_length(" + value + ")";
            case "varbinary" -> "pg_catalog.octet_length(" + value + ")";
            case "char", "binary" -> always(value, type.length());
            case "nchar" -> always(value, 2 * type.length());
            case "decimal", "numeric" -> always(value, decimalBytes(type.precision()));
            default -> {
                Integer bytes = BYTES.get(type.name());
                if (bytes == null) {
                    throw Message.NOT_SUPPORTED
                            .error("DATALENGTH of " + type.name())
                            .atLine(call.position().line());
                }
                yield always(value, bytes);
            }
        };
        return "CAST(" + count + " AS integer)";
    }

    private static String always(String value, int bytes) {
        return "CASE WHEN " + value + " IS NOT NULL THEN " + bytes + " END";
    }

    private static int decimalBytes(int precision) {
        if (precision <= 9) {
            return 5;
        }
        if (precision <= 19) {
            return 9;
        }
        return precision <= 28 ? 13 : 17;
    }

    /** What a value is compared with decides on what a string is. */
    String compared(Expression value, String written, Expression other) throws SqlError {
        return conversions.beside(value, written, other);
    }

    /** The candidates of IN are compared with one value, which becomes what one of them is when it is a string. */
    Expression deciding(Expression value, List<Expression> candidates) throws SqlError {
        if (!Conversions.isString(conversions.typeOf(value))) {
            return value;
        }
        for (Expression candidate : candidates) {
            Optional<SqlType> type = conversions.typeOf(candidate);
            if (type.isPresent() && !Conversions.isString(type)) {
                return candidate;
            }
        }
        return value;
    }

    /** Put into a column. */
    String assigned(Optional<SqlType> column, Expression value, String written) throws SqlError {
        if (column.isEmpty()) {
            return written;
        }
        String converted = conversions.assigned(column.get(), value, written);
        boolean moment = column.get().name().equals("datetime")
                && !(value instanceof Expression.Keyword)
                && converted.equals(written);
        return moment ? "sys.at_tick(CAST(" + written + " AS timestamp))" : converted;
    }

    /** What LIKE looks into. */
    String searched(Expression value, String written) throws SqlError {
        Optional<SqlType> type = conversions.typeOf(value);
        return type.isEmpty() || Conversions.isString(type) ? written : conversions.printed(value, type, written);
    }

    /** CAST to datetimeoffset or from it; empty for any other. */
    Optional<String> offset(Expression.Cast cast, String written) throws SqlError {
        return OffsetCasts.write(cast, conversions.typeOf(cast.value()), written);
    }

    /** What a string in CAST is read as; empty when the cast is as PostgreSQL makes it. */
    Optional<String> read(Expression.Cast cast, String written) throws SqlError {
        Optional<SqlType> source = conversions.typeOf(cast.value());
        boolean reads = Conversions.isString(source)
                && Conversions.reads(cast.type().name())
                && cast.onFailure() == Expression.Cast.OnFailure.ERROR;
        return reads
                ? Optional.of(
                        conversions.read(SqlTypes.declared(Types.ofCast(cast.type())), source.get(), written, cast))
                : Optional.empty();
    }

    /** CAST between a datetime and a number, the days since 1900; empty for any other. */
    Optional<String> counted(Expression.Cast cast, String written) throws SqlError {
        Optional<SqlType> source = conversions.typeOf(cast.value());
        if (source.isEmpty() || cast.onFailure() != Expression.Cast.OnFailure.ERROR) {
            return Optional.empty();
        }
        String target = cast.type().name();
        if (Conversions.isOldMoment(target) && Conversions.isNumber(source.get().name())) {
            return Optional.of(DateFunctions.sinceOrigin(written));
        }
        if (!Conversions.isOldMoment(source.get().name()) || !Conversions.isNumber(target)) {
            return Optional.empty();
        }
        String days = "sys.days_of(" + written + ")";
        return Optional.of(CommonType.INTEGERS.contains(target) ? "pg_catalog.floor(" + days + " + 0.5)" : days);
    }

    /** The string that CAST makes of a datetime or of money; empty when the value is known to be neither. */
    Optional<String> plainText(Expression value, String written) throws SqlError {
        Optional<SqlType> type = types.of(value)
                .filter(known -> known.name().equals("datetime")
                        || known.name().equals("smalldatetime")
                        || known.name().endsWith("money"));
        return type.map(known -> conversions.printed(value, Optional.of(known), written));
    }
}

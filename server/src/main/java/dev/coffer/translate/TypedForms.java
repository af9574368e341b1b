package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is written differently once the T-SQL types of its operands are known. Confined to one thread. */
final class TypedForms {

    private static final int MONEY_SCALE = 4;

    /** Clock times with a fraction: what a datetime would round. */
    private static final Pattern FRACTION = Pattern.compile(":[0-9]{2}[.:][0-9]");

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
            Map.entry("uniqueidentifier", 16));

    private final ValueTypes types;

    TypedForms(ValueTypes types) {
        this.types = types;
    }

    /** Exact numbers get SQL Server's precision and scale; a quotient is cut off there, not rounded. */
    String arithmetic(Expression.Arithmetic expression, String left, String right) throws SqlError {
        String operator = expression.operator();
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

    /** Compared with a datetime, a string becomes one, and is rounded like one. */
    String compared(Expression value, String written, Expression other) throws SqlError {
        boolean rounded = value instanceof Expression.StringLiteral string
                && FRACTION.matcher(string.value()).find()
                && types.of(other)
                        .filter(type -> type.name().equals("datetime"))
                        .isPresent();
        return rounded ? "sys.at_tick(CAST(" + written + " AS timestamp))" : written;
    }

    /** Put into a column. */
    String assigned(Optional<SqlType> column, Expression value, String written) {
        boolean moment = column.filter(type -> type.name().equals("datetime")).isPresent()
                && !(value instanceof Expression.Keyword);
        return moment ? "sys.at_tick(CAST(" + written + " AS timestamp))" : written;
    }

    /** The string that CAST makes of a datetime; empty when the value is known to be none. */
    Optional<String> momentText(Expression value, String written) throws SqlError {
        return types.of(value)
                .filter(type -> type.name().equals("datetime") || type.name().equals("smalldatetime"))
                .map(type -> "sys.moment_plain(" + written + ")");
    }
}

package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** T-SQL types as clients are told them: from how a column was declared, or from what PostgreSQL made of a value. */
final class SqlTypes {

    private static final int MAX = -1;
    private static final int SYSNAME_CHARS = 128;
    private static final int DEFAULT_PRECISION = 18;
    private static final int MAX_PRECISION = 38;

    /** PostgreSQL keeps microseconds where SQL Server has a seventh digit. */
    private static final int FRACTION_DIGITS = 6;

    /** Of a number without declared digits, such as a quotient: what SQL Server guarantees at least. */
    private static final int OPEN_SCALE = 6;

    /** Types whose one argument is how many digits a second has. */
    private static final Set<String> FRACTIONS = Set.of("time", "datetime2", "datetimeoffset");

    private SqlTypes() {}

    static boolean hasFraction(String name) {
        return FRACTIONS.contains(name);
    }

    /** @param text as in CREATE TABLE: nvarchar(40), decimal(9,2), varbinary(max) or, for max, -1 */
    static SqlType declared(String text) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).toLowerCase(Locale.ROOT);
        List<Integer> arguments = open < 0 ? List.of() : arguments(text.substring(open + 1, text.length() - 1));
        int first = arguments.isEmpty() ? 0 : arguments.get(0);
        return switch (name) {
            case "integer" -> SqlType.of("int");
            case "sysname" -> SqlType.nvarchar(SYSNAME_CHARS);
            case "char", "varchar", "nchar", "nvarchar", "binary", "varbinary" ->
                SqlType.sized(name, arguments.isEmpty() ? 1 : first);
            case "decimal", "dec", "numeric" ->
                new SqlType(
                        name.equals("dec") ? "decimal" : name,
                        0,
                        arguments.isEmpty() ? DEFAULT_PRECISION : first,
                        arguments.size() > 1 ? arguments.get(1) : 0);
            case "datetime2", "time", "datetimeoffset" ->
                new SqlType(name, 0, 0, arguments.isEmpty() ? FRACTION_DIGITS : Math.min(first, FRACTION_DIGITS));
            default -> SqlType.of(name);
        };
    }

    /** As {@link #declared} reads it. */
    static String text(SqlType type) {
        if (type.length() != 0) {
            return type.name() + "(" + (type.length() == MAX ? "max" : String.valueOf(type.length())) + ")";
        }
        if (type.precision() != 0) {
            return type.name() + "(" + type.precision() + "," + type.scale() + ")";
        }
        return FRACTIONS.contains(type.name()) ? type.name() + "(" + type.scale() + ")" : type.name();
    }

    private static List<Integer> arguments(String list) {
        List<Integer> arguments = new ArrayList<>();
        for (String argument : list.split(",")) {
            arguments.add(argument.trim().equals("max") ? MAX : Integer.parseInt(argument.trim()));
        }
        return arguments;
    }

    /** Whether values of that PostgreSQL type can be shown as the T-SQL type. */
    static boolean fits(SqlType type, String postgres) {
        return switch (postgres) {
            case "bool" -> type.name().equals("bit");
            case "int2" -> type.name().equals("tinyint") || type.name().equals("smallint");
            case "int4" -> type.name().equals("int");
            case "int8" -> type.name().equals("bigint");
            case "float4" -> type.name().equals("real");
            case "float8" -> type.name().equals("float");
            case "numeric" -> Decimals.is(type) || type.name().endsWith("money");
            case "varchar", "bpchar", "text" ->
                type.name().endsWith("char") || type.name().endsWith("text");
            case "bytea" -> type.name().endsWith("binary");
            case "uuid" -> type.name().equals("uniqueidentifier");
            case "timestamp" -> Set.of("datetime", "datetime2", "smalldatetime").contains(type.name());
            case "interval" -> type.name().equals("datetimeoffset");
            default -> type.name().equals(postgres);
        };
    }

    /** @param index 1-based */
    static SqlType of(ResultSetMetaData described, int index) throws SQLException {
        String name = described.getColumnTypeName(index);
        int precision = described.getPrecision(index);
        return switch (name) {
            case "bool" -> SqlType.of("bit");
            case "int2" -> SqlType.of("smallint");
            case "int4" -> SqlType.of("int");
            case "int8" -> SqlType.of("bigint");
            case "float4" -> SqlType.of("real");
            case "float8" -> SqlType.of("float");
            case "numeric" ->
                precision == 0
                        ? SqlType.numeric(MAX_PRECISION, OPEN_SCALE)
                        : SqlType.numeric(precision, described.getScale(index));
            case "varchar" -> SqlType.nvarchar(precision <= 0 || precision == Integer.MAX_VALUE ? MAX : precision);
            case "bpchar" -> SqlType.sized("nchar", precision);
            case "bytea" -> SqlType.sized("varbinary", MAX);
            case "uuid" -> SqlType.of("uniqueidentifier");
            case "date" -> SqlType.of("date");
            case "time" -> new SqlType("time", 0, 0, FRACTION_DIGITS);
            case "timestamp" ->
                described.getScale(index) == 3
                        ? SqlType.of("datetime")
                        : new SqlType("datetime2", 0, 0, FRACTION_DIGITS);
            case "interval" -> new SqlType("datetimeoffset", 0, 0, FRACTION_DIGITS);
            case Variants.TYPE, "\"sys\".\"sql_variant\"" -> SqlType.of(Variants.TYPE);
            default -> SqlType.nvarchar(MAX);
        };
    }
}

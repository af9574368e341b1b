package dev.coffer.cli.remote;

import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The driver's values as {@link ResultSink} documents them. */
final class JdbcValues {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int FINEST_SCALE = 7;

    private JdbcValues() {}

    /** @param column 1-based */
    static @Nullable Object read(ResultSet rows, int column, SqlType type) throws SQLException {
        Object value = switch (type.name()) {
            case "bit" -> rows.getBoolean(column);
            case "tinyint", "smallint" -> rows.getShort(column);
            case "int" -> rows.getInt(column);
            case "bigint" -> rows.getLong(column);
            case "decimal", "numeric", "money", "smallmoney" -> rows.getBigDecimal(column);
            case "real" -> rows.getFloat(column);
            case "float" -> rows.getDouble(column);
            case "binary", "varbinary", "image", "timestamp", "rowversion" -> rows.getBytes(column);
            case "date" -> rows.getObject(column, LocalDate.class);
            case "time" -> rows.getObject(column, LocalTime.class);
            case "datetime", "datetime2", "smalldatetime" -> rows.getObject(column, LocalDateTime.class);
            case "datetimeoffset" -> rows.getObject(column, OffsetDateTime.class);
            case "uniqueidentifier" -> guid(rows.getString(column));
            case "sql_variant" -> variant(rows.getObject(column));
            default -> rows.getString(column);
        };
        return rows.wasNull() ? null : value;
    }

    private static @Nullable UUID guid(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    /** The driver keeps the base type to itself; the value's class tells it as far as printing needs it. */
    private static @Nullable Variant variant(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Timestamp time) {
            boolean coarse = time.getNanos() % NANOS_PER_MILLI == 0;
            return new Variant(
                    coarse ? SqlType.of("datetime") : new SqlType("datetime2", 0, 0, FINEST_SCALE),
                    time.toLocalDateTime());
        }
        if (value instanceof Date day) {
            return new Variant(SqlType.of("date"), day.toLocalDate());
        }
        if (value instanceof Time time) {
            return new Variant(new SqlType("time", 0, 0, FINEST_SCALE), time.toLocalTime());
        }
        if (value instanceof BigDecimal number) {
            return new Variant(new SqlType("numeric", 0, number.precision(), Math.max(0, number.scale())), number);
        }
        if (value instanceof byte[] bytes) {
            return new Variant(SqlType.sized("varbinary", bytes.length), bytes);
        }
        String base = value instanceof Boolean
                ? "bit"
                : value instanceof Short
                        ? "smallint"
                        : value instanceof Integer
                                ? "int"
                                : value instanceof Long
                                        ? "bigint"
                                        : value instanceof Float ? "real" : value instanceof Double ? "float" : "";
        return base.isEmpty()
                ? new Variant(SqlType.nvarchar(value.toString().length()), value.toString())
                : new Variant(SqlType.of(base), value);
    }
}

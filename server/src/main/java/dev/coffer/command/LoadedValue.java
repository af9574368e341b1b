package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.translate.Offsets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Values of one column of a bulk load, from the type the client sends to the column's. Numbers, strings, bytes and
 * moments go into every column of their own kind, as an assignment would put them there; strings go into all but
 * bytes, as {@link LoadedText} reads them, and whole numbers and decimals become strings.
 *
 * @param sent the type that the client announced
 * @param target type of the column
 */
record LoadedValue(SqlType sent, SqlType target) {

    private static final LocalDate YEAR_1900 = LocalDate.of(1900, 1, 1);
    private static final LocalDateTime FIRST_DATETIME = LocalDateTime.of(1753, 1, 1, 0, 0);
    private static final LocalDateTime FIRST_SMALL = YEAR_1900.atStartOfDay();
    private static final LocalDateTime BEHIND_SMALL = LocalDateTime.of(2079, 6, 7, 0, 0);
    private static final int MONEY_SCALE = 4;

    /** Numbers that look the same as strings everywhere. */
    private static final Set<String> EXACT =
            Set.of("bit", "tinyint", "smallint", "int", "bigint", "decimal", "numeric");

    /** What is converted into each other. */
    private enum Kind {
        NUMBER,
        STRING,
        BYTES,
        MOMENT,
        GUID
    }

    /** @throws SqlError 206 for types that do not go into each other, NOT_SUPPORTED for those that only do elsewhere */
    static LoadedValue of(SqlType sent, SqlType target) throws SqlError {
        Kind from = kind(sent);
        Kind to = kind(target);
        boolean dateAndTime = (sent.name().equals("date") && target.name().equals("time"))
                || (sent.name().equals("time") && target.name().equals("date"));
        boolean read = from == Kind.STRING && to != Kind.BYTES;
        boolean written = to == Kind.STRING && (from == Kind.GUID || EXACT.contains(sent.name()));
        if (from != to && to == Kind.STRING && !written && from != Kind.BYTES) {
            throw Message.NOT_SUPPORTED
                    .error("A bulk load of " + sent.name() + " into a column of " + target.name())
                    .withHint("Have the client send the column's own type.");
        }
        if ((from != to && !read && !written) || dateAndTime) {
            throw Message.OPERAND_CLASH.error(sent.name(), target.name());
        }
        return new LoadedValue(sent, target);
    }

    private static Kind kind(SqlType type) throws SqlError {
        return switch (type.name()) {
            case "bit", "tinyint", "smallint", "int", "bigint" -> Kind.NUMBER;
            case "decimal", "numeric", "money", "smallmoney", "real", "float" -> Kind.NUMBER;
            case "char", "varchar", "nchar", "nvarchar", "text", "ntext" -> Kind.STRING;
            case "binary", "varbinary", "image" -> Kind.BYTES;
            case "date", "time", "datetime", "smalldatetime", "datetime2", "datetimeoffset" -> Kind.MOMENT;
            case "uniqueidentifier" -> Kind.GUID;
            default -> throw Message.NOT_SUPPORTED.error("A bulk load of " + type.name());
        };
    }

    /** Whether a client that announced one type sends another that is written the same way. */
    static boolean alike(SqlType announced, SqlType sent) {
        return plain(announced.name()).equals(plain(sent.name()));
    }

    private static String plain(String type) {
        return switch (type) {
            case "numeric" -> "decimal";
            case "char", "text" -> "varchar";
            case "nchar", "ntext" -> "nvarchar";
            case "binary", "image" -> "varbinary";
            default -> type.toLowerCase(Locale.ROOT);
        };
    }

    /**
     * @param value as {@link dev.coffer.result.ResultSink} documents it
     * @param number of the column in the load, from 1 on
     * @throws SqlError 4815 for one that is too long, 4896 for one that its column cannot have
     */
    void write(Object value, int number, CopyLines out) throws SQLException, SqlError {
        if (value instanceof byte[] bytes) {
            requireLength(bytes.length, number);
            out.write(bytes);
        } else if (kind(target) == Kind.STRING) {
            String text = shown(value);
            requireLength(text.codePointCount(0, text.length()), number);
            out.write(text);
        } else {
            Object read = value instanceof String text ? LoadedText.read(text, sent.name(), target) : value;
            out.write(text(read, number));
        }
    }

    private static String shown(Object value) {
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        return value instanceof UUID guid ? guid.toString().toUpperCase(Locale.ROOT) : value.toString();
    }

    private void requireLength(int length, int number) throws SqlError {
        if (target.length() > 0 && length > target.length()) {
            throw Message.BULK_VALUE_LENGTH.error(number);
        }
    }

    private String text(Object value, int number) throws SqlError {
        return switch (target.name()) {
            case "bit" -> isZero(value) ? "f" : "t";
            case "tinyint", "smallint", "int", "bigint" ->
                decimal(value, number).setScale(0, RoundingMode.DOWN).toPlainString();
            case "decimal", "numeric" -> decimal(value, number).toPlainString();
            case "money" -> money(decimal(value, number), Long.SIZE);
            case "smallmoney" -> money(decimal(value, number), Integer.SIZE);
            case "real", "float" -> decimal(value, number).toString();
            case "date" -> moment(value).toLocalDate().toString();
            case "time" -> moment(value).toLocalTime().toString();
            case "datetime" -> between(moment(value), FIRST_DATETIME, LocalDateTime.MAX, number);
            case "smalldatetime" ->
                between(
                        moment(value).plusSeconds(30).truncatedTo(ChronoUnit.MINUTES),
                        FIRST_SMALL,
                        BEHIND_SMALL,
                        number);
            case "datetime2" -> moment(value).toString();
            case "datetimeoffset" ->
                Offsets.text(
                        value instanceof OffsetDateTime shifted
                                ? shifted
                                : moment(value).atOffset(ZoneOffset.UTC));
            default -> value.toString();
        };
    }

    private static boolean isZero(Object value) {
        return value instanceof Boolean bit ? !bit : ((Number) value).doubleValue() == 0;
    }

    private static BigDecimal decimal(Object value, int number) throws SqlError {
        if (value instanceof Boolean bit) {
            return bit ? BigDecimal.ONE : BigDecimal.ZERO;
        }
        try {
            return value instanceof BigDecimal exact ? exact : new BigDecimal(value.toString());
        } catch (NumberFormatException infinite) {
            throw Message.BULK_VALUE.error(number).causedBy(infinite);
        }
    }

    private String money(BigDecimal value, int bits) throws SqlError {
        BigDecimal exact = value.setScale(MONEY_SCALE, RoundingMode.HALF_UP);
        if (exact.unscaledValue().bitLength() >= bits) {
            throw Message.ARITHMETIC_OVERFLOW.error("numeric", target.name());
        }
        return exact.toPlainString();
    }

    private static LocalDateTime moment(Object value) {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (value instanceof LocalTime time) {
            return time.atDate(YEAR_1900);
        }
        return value instanceof OffsetDateTime shifted ? shifted.toLocalDateTime() : (LocalDateTime) value;
    }

    private static String between(LocalDateTime moment, LocalDateTime first, LocalDateTime behind, int number)
            throws SqlError {
        if (moment.isBefore(first) || !moment.isBefore(behind)) {
            throw Message.BULK_VALUE.error(number);
        }
        return moment.toString();
    }
}

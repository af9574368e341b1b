package dev.coffer.cli;

import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as sqlcmd prints them. */
final class ValueText {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** A float's significant digits: with 17 every double reads back as itself. */
    private static final MathContext DOUBLE_DIGITS = new MathContext(17, RoundingMode.HALF_EVEN);

    private static final int MAX_FRACTION_DIGITS = 7;

    private ValueText() {}

    static String of(@Nullable Object value, SqlType type) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Variant variant) {
            return of(variant.value(), variant.base());
        }
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HEX.formatHex(bytes);
        }
        if (value instanceof BigDecimal number) {
            // All of a column's values have the digits that it declares.
            return decimal(type.precision() > 0 ? number.setScale(type.scale(), RoundingMode.HALF_UP) : number);
        }
        if (value instanceof Double number) {
            return floating(number);
        }
        if (value instanceof UUID guid) {
            return guid.toString().toUpperCase(Locale.ROOT);
        }
        return ofTime(value, type);
    }

    private static String ofTime(Object value, SqlType type) {
        if (value instanceof LocalDateTime time) {
            return dateTime(time, type);
        }
        if (value instanceof LocalTime time) {
            return clock(time, type);
        }
        if (value instanceof OffsetDateTime time) {
            String offset = time.getOffset().getTotalSeconds() == 0
                    ? "+00:00"
                    : time.getOffset().getId();
            return dateTime(time.toLocalDateTime(), type) + " " + offset;
        }
        return value.toString();
    }

    private static String dateTime(LocalDateTime time, SqlType type) {
        return switch (type.name()) {
            case "smalldatetime" -> SECONDS.format(time);
            case "datetime2", "datetimeoffset" ->
                SECONDS.format(time) + fraction(time.get(ChronoField.NANO_OF_SECOND), type.scale());
            default -> MILLIS.format(time);
        };
    }

    private static String clock(LocalTime time, SqlType type) {
        return String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond())
                + fraction(time.get(ChronoField.NANO_OF_SECOND), type.scale());
    }

    private static String fraction(int nanos, int digits) {
        if (digits <= 0) {
            return "";
        }
        return "." + String.format(Locale.ROOT, "%09d", nanos).substring(0, Math.min(digits, MAX_FRACTION_DIGITS));
    }

    /** Without the zero before the point, as the ODBC client has it. */
    private static String decimal(BigDecimal number) {
        String text = number.toPlainString();
        if (text.startsWith("0.")) {
            return text.substring(1);
        }
        return text.startsWith("-0.") ? "-" + text.substring(2) : text;
    }

    private static String floating(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.format(Locale.ROOT, "%.1f", number);
        }
        BigDecimal rounded = new BigDecimal(number).round(DOUBLE_DIGITS).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -5 || exponent > 16 ? String.format(Locale.ROOT, "%.16E", number) : rounded.toPlainString();
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Strings of a bulk load that go into columns of other types: what T-SQL takes, with its errors. */
final class LoadedText {

    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)");
    private static final Pattern FLOAT = Pattern.compile(DECIMAL.pattern() + "([eE][-+]?[0-9]{1,4})?");
    private static final Pattern MONEY = Pattern.compile("([-+]?[$]?|[$][-+])([0-9][0-9,]*[.]?[0-9]*|[.][0-9]+)");
    private static final Pattern GUID = Pattern.compile("[{]?([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})[}]?");
    private static final Pattern MOMENT = Pattern.compile(
            "(?:([0-9]{4})-?([0-9]{2})-?([0-9]{2}))?[ T]?(?:([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?)Z?)?");
    private static final Pattern ZONE = Pattern.compile("(.*:[0-9.]+) *([-+][0-9]{2}:[0-9]{2})");
    private static final int MAX_OFFSET_SECONDS = 14 * 60 * 60;
    private static final LocalDate NO_DATE = LocalDate.of(1900, 1, 1);

    private static final Map<String, long[]> RANGES = Map.of(
            "tinyint", new long[] {0, 255},
            "smallint", new long[] {Short.MIN_VALUE, Short.MAX_VALUE},
            "int", new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE},
            "bigint", new long[] {Long.MIN_VALUE, Long.MAX_VALUE});

    private LoadedText() {}

    /**
     * @param sent name of the string's type
     * @return the value as {@link dev.coffer.result.ResultSink} documents it, or as a wider number
     * @throws SqlError 235, 241, 244, 245, 248, 8114, 8115, 8169; NOT_SUPPORTED for a date in another form than ISO's
     */
    static Object read(String value, String sent, SqlType target) throws SqlError {
        String written = value.strip();
        return switch (target.name()) {
            case "bit" -> bit(written, sent);
            case "tinyint", "smallint", "int", "bigint" -> whole(written, sent, target.name());
            case "decimal", "numeric" -> number(DECIMAL, written, sent, "numeric");
            case "real", "float" -> written.isEmpty() ? BigDecimal.ZERO : number(FLOAT, written, sent, target.name());
            case "money", "smallmoney" -> money(written);
            case "uniqueidentifier" -> guid(written);
            case "datetimeoffset" -> shifted(written);
            default -> moment(written);
        };
    }

    private static Object bit(String written, String sent) throws SqlError {
        String lower = written.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return lower.equals("true");
        }
        return number(WHOLE, written.isEmpty() ? "0" : written, sent, "bit").signum() != 0;
    }

    private static BigDecimal whole(String written, String sent, String target) throws SqlError {
        if (written.isEmpty() || written.equals("+") || written.equals("-")) {
            return BigDecimal.ZERO;
        }
        BigDecimal value = number(WHOLE, written, sent, target);
        long[] range = RANGES.getOrDefault(target, new long[] {0, 0});
        if (value.compareTo(BigDecimal.valueOf(range[0])) >= 0 && value.compareTo(BigDecimal.valueOf(range[1])) <= 0) {
            return value;
        }
        throw switch (target) {
            case "int" -> Message.STRING_OVERFLOWS_INT.error(sent, written);
            case "bigint" -> Message.ARITHMETIC_OVERFLOW.error("expression", target);
            default -> Message.STRING_OVERFLOWS_COLUMN.error(sent, written, target.equals("tinyint") ? "INT1" : "INT2");
        };
    }

    private static BigDecimal number(Pattern form, String written, String sent, String target) throws SqlError {
        if (form.matcher(written).matches()) {
            return new BigDecimal(written);
        }
        boolean whole = form == WHOLE && !target.equals("bigint");
        throw whole
                ? Message.CONVERSION_FAILED.error(sent, written, target)
                : Message.DATA_TYPE_CONVERSION.error(sent, target);
    }

    private static BigDecimal money(String written) throws SqlError {
        if (written.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (!MONEY.matcher(written).matches()) {
            throw Message.MONEY_CONVERSION.error();
        }
        return new BigDecimal(written.replace("$", "").replace(",", "")).setScale(4, RoundingMode.HALF_UP);
    }

    private static UUID guid(String written) throws SqlError {
        Matcher matcher = GUID.matcher(written);
        if (!matcher.matches()) {
            throw Message.UNIQUEIDENTIFIER_CONVERSION.error();
        }
        return UUID.fromString(matcher.group(1));
    }

    /** Without an offset it is UTC. */
    private static OffsetDateTime shifted(String written) throws SqlError {
        Matcher matcher = ZONE.matcher(written);
        if (!matcher.matches()) {
            return moment(written).atOffset(ZoneOffset.UTC);
        }
        try {
            ZoneOffset offset = ZoneOffset.of(matcher.group(2));
            if (Math.abs(offset.getTotalSeconds()) > MAX_OFFSET_SECONDS) {
                throw Message.DATE_CONVERSION.error();
            }
            return moment(matcher.group(1)).atOffset(offset);
        } catch (DateTimeException impossible) {
            throw Message.DATE_CONVERSION.error().causedBy(impossible);
        }
    }

    private static LocalDateTime moment(String written) throws SqlError {
        Matcher matcher = MOMENT.matcher(written);
        if (written.isEmpty() || !matcher.matches()) {
            throw Message.NOT_SUPPORTED
                    .error("A bulk load of a string that is no date or time in ISO's form into a column of those")
                    .withHint("Write it as 2026-02-03 04:05:06.789.");
        }
        try {
            LocalDate date = matcher.group(1) == null
                    ? NO_DATE
                    : LocalDate.parse(matcher.group(1) + "-" + matcher.group(2) + "-" + matcher.group(3));
            LocalTime time = matcher.group(4) == null ? LocalTime.MIDNIGHT : LocalTime.parse(matcher.group(4));
            return date.atTime(time);
        } catch (DateTimeException impossible) {
            throw Message.DATE_CONVERSION.error().causedBy(impossible);
        }
    }
}

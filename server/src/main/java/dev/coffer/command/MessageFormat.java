package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * RAISERROR's places: {@code %[flags][width][.precision][size]type} with the types d, i, u, o, x, X and s; {@code *}
 * takes a width or precision from the arguments; {@code %%} is a percent sign.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/raiserror-transact-sql">RAISERROR</a>
 */
final class MessageFormat {

    private static final Pattern PLACE =
            Pattern.compile("%(?:(%)|([-+0# ]*)(\\*|[0-9]{1,3})?(?:\\.(\\*|[0-9]{1,4})?)?(I64|h|l)?([diuoxXs]))");

    private static final int MAX_WIDTH = 2047;

    private final List<@Nullable Object> arguments;
    private int next;

    private MessageFormat(List<@Nullable Object> arguments) {
        this.arguments = arguments;
    }

    static String fill(String format, List<@Nullable Object> arguments) throws SqlError {
        return new MessageFormat(arguments).fill(format);
    }

    private String fill(String format) throws SqlError {
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(format);
        int from = 0;
        for (int percent = format.indexOf('%'); percent >= 0; percent = format.indexOf('%', from)) {
            text.append(format, from, percent);
            if (!place.find(percent) || place.start() != percent) {
                throw Message.RAISERROR_FORMAT.error(format);
            }
            text.append(place.group(1) != null ? "%" : filled(place));
            from = place.end();
        }
        return text.append(format.substring(from)).toString();
    }

    private String filled(Matcher place) throws SqlError {
        String flags = orEmpty(place.group(2));
        int width = size(place.group(3), 0);
        int precision = size(place.group(4), -1);
        char type = place.group(6).charAt(0);
        String value = type == 's' ? string(precision) : number(type, flags);
        boolean left = flags.indexOf('-') >= 0;
        String missing = " ".repeat(Math.max(0, Math.min(MAX_WIDTH, width) - value.length()));
        if (left) {
            return value + missing;
        }
        return flags.indexOf('0') >= 0 && type != 's' ? missing.replace(' ', '0') + value : missing + value;
    }

    private int size(@Nullable String written, int otherwise) throws SqlError {
        if (written == null) {
            return otherwise;
        }
        return written.equals("*") ? (int) whole(next()) : Integer.parseInt(written);
    }

    private @Nullable Object next() {
        return next < arguments.size() ? arguments.get(next++) : null;
    }

    private String string(int precision) throws SqlError {
        Object value = next();
        if (value != null && !(value instanceof String)) {
            throw Message.RAISERROR_ARGUMENT_MISSING.error(next);
        }
        String text = value == null ? "(null)" : value.toString();
        return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
    }

    private String number(char type, String flags) throws SqlError {
        Object argument = next();
        if (argument == null) {
            return "(null)";
        }
        long value = whole(argument);
        long unsigned = argument instanceof Long ? value : value & 0xFFFF_FFFFL;
        return switch (type) {
            case 'x' -> (flags.indexOf('#') >= 0 ? "0x" : "") + Long.toHexString(unsigned);
            case 'X' ->
                (flags.indexOf('#') >= 0 ? "0X" : "")
                        + Long.toHexString(unsigned).toUpperCase(java.util.Locale.ROOT);
            case 'o' -> Long.toOctalString(unsigned);
            case 'u' -> Long.toUnsignedString(unsigned);
            default -> (flags.indexOf('+') >= 0 && value >= 0 ? "+" : "") + value;
        };
    }

    private long whole(@Nullable Object value) throws SqlError {
        if (value instanceof Boolean bit) {
            return bit ? 1 : 0;
        }
        if (!(value instanceof Number number)) {
            throw Message.RAISERROR_ARGUMENT_MISSING.error(next);
        }
        return number.longValue();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}

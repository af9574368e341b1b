package dev.coffer.command;

import dev.coffer.tsql.TypeName;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values into declared types, as far as that needs no conversion that only the engine knows: strings are cut or padded,
 * whole numbers widened or, within the bounds, narrowed, decimals rounded.
 */
final class Fitting {

    private static final int DEFAULT_PRECISION = 18;
    private static final int MONEY_SCALE = 4;
    private static final long STEPS_PER_SECOND = 300;
    private static final long MILLIS_PER_SECOND = 1000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int NANO_DIGITS = 9;

    /** The engine's; SQL Server has a seventh. */
    private static final int FRACTION_DIGITS = 6;

    /** A value that fits; NULL is one. */
    record Fitted(@Nullable Object value) {}

    private interface Fit {
        /** Nothing when the engine must convert. */
        Optional<Fitted> into(Object value, TypeName type);
    }

    private static final Map<String, Fit> FITS = Map.ofEntries(
            Map.entry("bit", (value, type) -> bit(value)),
            Map.entry("tinyint", (value, type) -> whole(value, 0, 255).map(n -> new Fitted((short) (long) n))),
            Map.entry(
                    "smallint",
                    (value, type) ->
                            whole(value, Short.MIN_VALUE, Short.MAX_VALUE).map(n -> new Fitted((short) (long) n))),
            Map.entry("int", (value, type) -> integer(value)),
            Map.entry("integer", (value, type) -> integer(value)),
            Map.entry(
                    "bigint",
                    (value, type) ->
                            whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(Fitted::new)),
            Map.entry("decimal", Fitting::decimal),
            Map.entry("numeric", Fitting::decimal),
            Map.entry("dec", Fitting::decimal),
            Map.entry("money", (value, type) -> scaled(value, MONEY_SCALE)),
            Map.entry("smallmoney", (value, type) -> scaled(value, MONEY_SCALE)),
            Map.entry("float", (value, type) -> same(value, Double.class)),
            Map.entry("real", (value, type) -> same(value, Float.class)),
            Map.entry("date", (value, type) -> same(value, LocalDate.class)),
            Map.entry("time", (value, type) -> time(value, type)),
            Map.entry("datetime", (value, type) -> datetime(value)),
            Map.entry("datetime2", (value, type) -> datetime2(value, type)),
            Map.entry("datetimeoffset", (value, type) -> datetimeOffset(value, type)),
            Map.entry("uniqueidentifier", (value, type) -> same(value, UUID.class)),
            Map.entry("varbinary", Fitting::bytes),
            Map.entry("char", Fitting::padded),
            Map.entry("nchar", Fitting::padded),
            Map.entry("varchar", Fitting::string),
            Map.entry("nvarchar", Fitting::string),
            Map.entry("sysname", (value, type) -> same(value, String.class)),
            Map.entry("text", (value, type) -> same(value, String.class)),
            Map.entry("ntext", (value, type) -> same(value, String.class)));

    private Fitting() {}

    static Optional<Fitted> fit(@Nullable Object value, TypeName type) {
        if (value == null) {
            return Optional.of(new Fitted(null));
        }
        Fit fit = FITS.get(type.name());
        return fit == null ? Optional.empty() : fit.into(value, type);
    }

    private static Optional<Fitted> same(Object value, Class<?> kind) {
        return kind.isInstance(value) ? Optional.of(new Fitted(value)) : Optional.empty();
    }

    private static Optional<Fitted> bit(Object value) {
        if (value instanceof Boolean) {
            return Optional.of(new Fitted(value));
        }
        return whole(value, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> new Fitted(number != 0));
    }

    private static Optional<Fitted> integer(Object value) {
        return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(number -> new Fitted((int) (long) number));
    }

    private static Optional<Long> whole(Object value, long low, long high) {
        if (value instanceof Boolean bit) {
            return Optional.of(bit ? 1L : 0L);
        }
        boolean whole = value instanceof Short || value instanceof Integer || value instanceof Long;
        if (!whole) {
            return Optional.empty();
        }
        long number = ((Number) value).longValue();
        return number < low || number > high ? Optional.empty() : Optional.of(number);
    }

    private static Optional<Fitted> decimal(Object value, TypeName type) {
        int precision = type.arguments().isEmpty()
                ? DEFAULT_PRECISION
                : type.arguments().get(0);
        int scale = type.arguments().size() > 1 ? type.arguments().get(1) : 0;
        Optional<Fitted> scaled = scaled(value, scale);
        boolean fits = scaled.isPresent()
                && scaled.get().value() instanceof BigDecimal decimal
                && decimal.precision() <= precision;
        return fits ? scaled : Optional.empty();
    }

    private static Optional<Fitted> scaled(Object value, int scale) {
        if (value instanceof BigDecimal decimal) {
            return Optional.of(new Fitted(decimal.setScale(scale, RoundingMode.HALF_UP)));
        }
        return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE)
                .map(number -> new Fitted(BigDecimal.valueOf(number).setScale(scale, RoundingMode.UNNECESSARY)));
    }

    /** In steps of 1/300 second, which are shown as .000, .003 and .007. */
    private static Optional<Fitted> datetime(Object value) {
        if (!(value instanceof LocalDateTime moment)) {
            return Optional.empty();
        }
        long steps = Math.round(moment.get(ChronoField.NANO_OF_SECOND) * STEPS_PER_SECOND / (double) NANOS_PER_SECOND);
        long millis = Math.round(steps * MILLIS_PER_SECOND / (double) STEPS_PER_SECOND);
        return Optional.of(new Fitted(moment.truncatedTo(ChronoUnit.SECONDS).plus(millis, ChronoUnit.MILLIS)));
    }

    private static Optional<Fitted> datetime2(Object value, TypeName type) {
        if (!(value instanceof LocalDateTime moment)) {
            return Optional.empty();
        }
        return Optional.of(new Fitted(moment.truncatedTo(ChronoUnit.SECONDS)
                .plusNanos(rounded(moment.get(ChronoField.NANO_OF_SECOND), type))));
    }

    private static Optional<Fitted> datetimeOffset(Object value, TypeName type) {
        if (!(value instanceof OffsetDateTime moment)) {
            return Optional.empty();
        }
        return Optional.of(new Fitted(moment.truncatedTo(ChronoUnit.SECONDS)
                .plusNanos(rounded(moment.get(ChronoField.NANO_OF_SECOND), type))));
    }

    /** One that rounds up to midnight is the engine's to convert. */
    private static Optional<Fitted> time(Object value, TypeName type) {
        if (!(value instanceof LocalTime moment)) {
            return Optional.empty();
        }
        LocalTime rounded =
                moment.truncatedTo(ChronoUnit.SECONDS).plusNanos(rounded(moment.get(ChronoField.NANO_OF_SECOND), type));
        return rounded.isBefore(moment.truncatedTo(ChronoUnit.SECONDS))
                ? Optional.empty()
                : Optional.of(new Fitted(rounded));
    }

    /** Nanoseconds of a second, rounded to the digits of the type. */
    private static long rounded(int nanos, TypeName type) {
        int digits = type.arguments().isEmpty()
                ? FRACTION_DIGITS
                : Math.min(FRACTION_DIGITS, type.arguments().get(0));
        long unit = BigDecimal.TEN.pow(NANO_DIGITS - digits).longValueExact();
        return (nanos + unit / 2) / unit * unit;
    }

    private static Optional<Fitted> bytes(Object value, TypeName type) {
        if (!(value instanceof byte[] bytes)) {
            return Optional.empty();
        }
        int most = length(type);
        return Optional.of(new Fitted(most < 0 || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most)));
    }

    private static Optional<Fitted> string(Object value, TypeName type) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        int most = length(type);
        return Optional.of(new Fitted(most < 0 ? text : cut(text, most)));
    }

    private static Optional<Fitted> padded(Object value, TypeName type) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        String cut = cut(text, length(type));
        int missing = length(type) - cut.codePointCount(0, cut.length());
        return Optional.of(new Fitted(cut + " ".repeat(missing)));
    }

    private static int length(TypeName type) {
        return type.arguments().isEmpty() ? 1 : type.arguments().get(0);
    }

    /** Counts characters, as the engine's types do. */
    private static String cut(String text, int most) {
        if (text.length() <= most || text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, most));
    }
}

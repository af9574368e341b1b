package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of datetimeoffset on their way through PostgreSQL, where they are intervals: {@code sys-offset.sql} says how
 * and why.
 */
public final class Offsets {

    static final String TYPE = "datetimeoffset";

    /** How a string with an offset, or Z, ends. */
    private static final Pattern ZONE = Pattern.compile(".*[0-9] *([-+][0-9]{1,2}:[0-9]{2}|Z) *");

    private static final LocalDateTime ORIGIN = LocalDateTime.of(1, 1, 1, 0, 0);

    /** What is taken from an offset in minutes, so that the other part is never negative. */
    private static final int SHIFT_MINUTES = 840;

    private static final long SECONDS_PER_DAY = 86_400;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int MICRO_DIGITS = 6;

    private static final Pattern INTERVAL =
            Pattern.compile("(?:(-?[0-9]+) days? ?)?(?:\\+?([0-9]+):([0-9]{2}):([0-9]{2})(?:[.]([0-9]{1,6}))?)?");

    private Offsets() {}

    static boolean is(SqlType type) {
        return type.name().equals(TYPE);
    }

    /** With the fraction of the moment it is made of. */
    static SqlType type(Optional<SqlType> of) {
        int scale = of.filter(type -> SqlTypes.hasFraction(type.name()))
                .map(SqlType::scale)
                .orElse(MICRO_DIGITS);
        return new SqlType(TYPE, 0, 0, scale);
    }

    /** Whether a string says what its offset is. */
    static boolean endsWithZone(String text) {
        return ZONE.matcher(text).matches();
    }

    /** An interval as PostgreSQL reads it. */
    public static String text(OffsetDateTime moment) {
        int days = moment.getOffset().getTotalSeconds() / 60 - SHIFT_MINUTES;
        Duration since = Duration.between(
                        ORIGIN, moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime())
                .plusSeconds(-days * SECONDS_PER_DAY);
        return String.format(
                Locale.ROOT,
                "%d days %d:%02d:%02d.%06d",
                days,
                since.toHours(),
                since.toMinutesPart(),
                since.toSecondsPart(),
                since.toNanosPart() / NANOS_PER_MICRO);
    }

    /**
     * Reads what PostgreSQL shows of an interval: {@code -780 days +17738904:30:15.5}.
     *
     * @throws SQLException when it is no datetimeoffset
     */
    static @Nullable OffsetDateTime read(@Nullable String interval) throws SQLException {
        if (interval == null) {
            return null;
        }
        Matcher parts = INTERVAL.matcher(interval);
        if (!parts.matches()) {
            throw new SQLException("Not a value of the type datetimeoffset");
        }
        int days = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
        long seconds = days * SECONDS_PER_DAY;
        int micros = 0;
        if (parts.group(2) != null) {
            seconds += Long.parseLong(parts.group(2)) * 3600
                    + Integer.parseInt(parts.group(3)) * 60L
                    + Integer.parseInt(parts.group(4));
        }
        if (parts.group(5) != null) {
            micros = Integer.parseInt(
                    parts.group(5) + "0".repeat(MICRO_DIGITS - parts.group(5).length()));
        }
        try {
            return ORIGIN.plusSeconds(seconds)
                    .plusNanos((long) micros * NANOS_PER_MICRO)
                    .atOffset(ZoneOffset.UTC)
                    .withOffsetSameInstant(ZoneOffset.ofTotalSeconds((days + SHIFT_MINUTES) * 60));
        } catch (java.time.DateTimeException wrong) {
            throw new SQLException("Not a value of the type datetimeoffset", wrong);
        }
    }
}

package dev.coffer.tds;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Locale;

/** The types of 2008 as text, for clients that do not know them (MS-TDS 2.2.5.5.1.9). */
final class TimeText {

    /** {@code " +hh:mm"}. */
    static final int OFFSET_CHARACTERS = 7;

    private static final int SECONDS_CHARACTERS = 8;
    private static final int NANO_DIGITS = 9;

    private TimeText() {}

    /** Characters of a time: {@code hh:mm:ss}, and a point with the fraction's digits. */
    static int timeCharacters(int scale) {
        return scale == 0 ? SECONDS_CHARACTERS : SECONDS_CHARACTERS + 1 + scale;
    }

    static String of(Object value, int scale) {
        if (value instanceof LocalDate date) {
            return date.toString();
        }
        if (value instanceof LocalTime time) {
            return time(time, scale);
        }
        if (value instanceof LocalDateTime moment) {
            return moment.toLocalDate() + " " + time(moment.toLocalTime(), scale);
        }
        OffsetDateTime moment = (OffsetDateTime) value;
        int minutes = moment.getOffset().getTotalSeconds() / 60;
        return moment.toLocalDate() + " " + time(moment.toLocalTime(), scale)
                + String.format(
                        Locale.ROOT,
                        " %s%02d:%02d",
                        minutes < 0 ? "-" : "+",
                        Math.abs(minutes) / 60,
                        Math.abs(minutes) % 60);
    }

    private static String time(LocalTime time, int scale) {
        String seconds =
                String.format(Locale.ROOT, "%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
        return scale == 0
                ? seconds
                : seconds + "."
                        + String.format(Locale.ROOT, "%0" + NANO_DIGITS + "d", time.getNano())
                                .substring(0, scale);
    }
}

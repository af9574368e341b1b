package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;

/** Dates as T-SQL writes them in strings: the unambiguous forms, and month/day/year. */
final class DateText {

    private static final List<DateTimeFormatter> DATES =
            List.of(format("uuuuMMdd"), format("uuuu-M-d"), format("uuuu/M/d"), format("M/d/uuuu"), format("M-d-uuuu"));
    private static final List<DateTimeFormatter> TIMES =
            List.of(format("H:mm"), format("H:mm:ss"), fraction(), format("h:mm a"), format("h:mm:ss a"));

    private DateText() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Seconds with one to seven places. */
    private static DateTimeFormatter fraction() {
        return new DateTimeFormatterBuilder()
                .appendPattern("H:mm:ss")
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 7, true)
                .toFormatter(Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** The next string, as a date; of a variable, whose value comes when the statement runs, the least one. */
    static LocalDateTime next(TokenReader tokens) throws SqlError {
        boolean place = tokens.atVariable();
        Text text = tokens.text();
        return place ? LocalDateTime.MIN : parse(text);
    }

    /** @throws SqlError 241 for anything else */
    static LocalDateTime parse(Text text) throws SqlError {
        String value = text.value().strip();
        int cut = value.indexOf('T') > 0 ? value.indexOf('T') : value.indexOf(' ');
        String date = cut < 0 ? value : value.substring(0, cut);
        String time = cut < 0 ? "0:00" : value.substring(cut + 1).strip().toUpperCase(Locale.ROOT);
        for (DateTimeFormatter dates : DATES) {
            for (DateTimeFormatter times : TIMES) {
                try {
                    return LocalDateTime.of(LocalDate.parse(date, dates), LocalTime.parse(time, times));
                } catch (DateTimeParseException e) {
                    // The next form is tried.
                }
            }
        }
        throw Message.DATE_CONVERSION.error().atLine(text.position().line());
    }
}

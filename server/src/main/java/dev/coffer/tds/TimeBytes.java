package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/**
 * Dates and times as bytes (MS-TDS 2.2.5.5.1.8 and 2.2.5.5.1.9). The types of 2008: a date is its days since 1 January
 * 0001 (3 bytes), a time its units of 10^-scale seconds (3 bytes to scale 2, 4 to scale 4, 5 to scale 7). The older
 * ones: days since 1 January 1900 with 1/300 seconds or minutes.
 */
final class TimeBytes {

    static final int MAX_SCALE = 7;

    private static final LocalDate YEAR_1 = LocalDate.of(1, 1, 1);
    private static final LocalDate YEAR_1900 = LocalDate.of(1900, 1, 1);
    private static final int DATE_BYTES = 3;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_DAY = 86_400_000_000_000L;
    private static final long TICKS_PER_DAY = 86_400L * 300;
    private static final int MINUTES_PER_DAY = 24 * 60;

    private TimeBytes() {}

    static int timeBytes(int scale) {
        return scale <= 2 ? 3 : scale <= 4 ? 4 : 5;
    }

    static void writeDate(ByteBuf out, LocalDate date) {
        out.writeMediumLE((int) YEAR_1.until(date, ChronoUnit.DAYS));
    }

    static void writeTime(ByteBuf out, LocalTime time, int scale) {
        long units = Math.min(rounded(time.toNanoOfDay(), scale), NANOS_PER_DAY / unit(scale) - 1);
        writeUnits(out, units, scale);
    }

    /** Time and date; what is rounded up to the next day belongs to it. */
    static void writeDateTime(ByteBuf out, LocalDateTime moment, int scale) {
        long units = rounded(moment.toLocalTime().toNanoOfDay(), scale);
        long unitsPerDay = NANOS_PER_DAY / unit(scale);
        writeUnits(out, units % unitsPerDay, scale);
        writeDate(out, moment.toLocalDate().plusDays(units / unitsPerDay));
    }

    private static void writeUnits(ByteBuf out, long units, int scale) {
        for (int index = 0; index < timeBytes(scale); index++) {
            out.writeByte((int) (units >>> (8 * index)));
        }
    }

    private static long unit(int scale) {
        long nanos = 1;
        for (int digit = scale; digit < NANO_DIGITS; digit++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static long rounded(long nanos, int scale) {
        return (nanos + unit(scale) / 2) / unit(scale);
    }

    /** datetime: 8 bytes. */
    static void writeOld(ByteBuf out, LocalDateTime moment) {
        long ticks = (moment.toLocalTime().toNanoOfDay() * 3 + 5_000_000) / 10_000_000;
        out.writeIntLE((int) (days(moment) + ticks / TICKS_PER_DAY)).writeIntLE((int) (ticks % TICKS_PER_DAY));
    }

    /** smalldatetime: 4 bytes. */
    static void writeOldMinutes(ByteBuf out, LocalDateTime moment) {
        int minutes = (moment.toLocalTime().toSecondOfDay() + 30) / 60;
        out.writeShortLE((int) (days(moment) + minutes / MINUTES_PER_DAY)).writeShortLE(minutes % MINUTES_PER_DAY);
    }

    private static long days(LocalDateTime moment) {
        return YEAR_1900.until(moment.toLocalDate(), ChronoUnit.DAYS);
    }

    static LocalDate readDate(TdsReader in) throws MalformedMessage {
        long days = number(in, DATE_BYTES);
        if (days > 3_652_058) {
            throw new MalformedMessage("A date after the year 9999");
        }
        return YEAR_1.plusDays(days);
    }

    static LocalTime readTime(TdsReader in, int scale) throws MalformedMessage {
        long nanos = number(in, timeBytes(scale)) * unit(scale);
        if (nanos >= NANOS_PER_DAY || nanos < 0) {
            throw new MalformedMessage("A time after midnight");
        }
        return LocalTime.ofNanoOfDay(nanos);
    }

    private static long number(TdsReader in, int length) throws MalformedMessage {
        long value = 0;
        for (int index = 0; index < length; index++) {
            value |= (long) in.u8() << (8 * index);
        }
        return value;
    }

    static LocalDateTime readOld(TdsReader in) throws MalformedMessage {
        int days = in.i32();
        long ticks = in.u32();
        if (ticks >= TICKS_PER_DAY || days < -53_690 || days > 2_958_463) {
            throw new MalformedMessage("A datetime out of its range");
        }
        long millis = (ticks * 10 + 1) / 3;
        return YEAR_1900.plusDays(days).atStartOfDay().plus(millis, ChronoUnit.MILLIS);
    }

    static LocalDateTime readOldMinutes(TdsReader in) throws MalformedMessage {
        int days = in.u16();
        int minutes = in.u16();
        if (minutes >= MINUTES_PER_DAY) {
            throw new MalformedMessage("A smalldatetime out of its range");
        }
        return YEAR_1900.plusDays(days).atStartOfDay().plusMinutes(minutes);
    }
}

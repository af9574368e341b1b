package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Waitfor;
import dev.coffer.work.Cancellation;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WAITFOR: the session's thread waits; a cancellation ends that at once. */
public final class WaitforCommand implements Command<Waitfor> {

    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:[.:](\\d{1,3}))?)?");

    private final Evaluator evaluator;
    private final Clock clock;
    private final ZoneId zone;

    /** @param zone of the server: a script's times are in it */
    public WaitforCommand(Evaluator evaluator, Clock clock, ZoneId zone) {
        this.evaluator = evaluator;
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public void execute(Waitfor statement, Caller caller) throws SqlError {
        String text = evaluator.text(statement.moment(), caller);
        LocalTime moment = time(text == null ? "" : text);
        Duration span = Duration.ofNanos(moment.toNanoOfDay());
        if (statement.kind() == Waitfor.Kind.TIME) {
            span = until(moment, clock.instant().atZone(zone));
        }
        caller.state().activity().waits("WAITFOR");
        await(span, caller.cancellation());
    }

    /** From now to the next time that clocks there show the moment, also where they are set forward or back. */
    static Duration until(LocalTime moment, ZonedDateTime now) {
        ZonedDateTime next = now.toLocalDate().atTime(moment).atZone(now.getZone());
        if (next.isBefore(now)) {
            next = now.toLocalDate().plusDays(1).atTime(moment).atZone(now.getZone());
        }
        return Duration.between(now, next);
    }

    /** Below 24 hours, as in SQL Server; 148 for another text. */
    private static LocalTime time(String text) throws SqlError {
        Matcher parts = TIME.matcher(text.trim());
        if (!parts.matches()) {
            throw Message.WAITFOR_TIME.error(text);
        }
        try {
            int millis = parts.group(4) == null ? 0 : Integer.parseInt((parts.group(4) + "00").substring(0, 3));
            return LocalTime.of(
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)),
                    parts.group(3) == null ? 0 : Integer.parseInt(parts.group(3)),
                    (int) TimeUnit.MILLISECONDS.toNanos(millis));
        } catch (DateTimeException outside) {
            throw Message.WAITFOR_TIME.error(text).causedBy(outside);
        }
    }

    private static void await(Duration span, Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Registration listening = cancellation.onCancel(cancelled::countDown);
        try {
            if (cancelled.await(span.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new CancellationException("The wait was cancelled");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            CancellationException stopped = new CancellationException("The wait was interrupted");
            stopped.initCause(interrupted);
            throw stopped;
        } finally {
            listening.close();
        }
    }
}

package dev.coffer.command;

import dev.coffer.engine.StopPoint;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.RestoreStop;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Where a RESTORE is to stop: STOPAT, STOPATMARK or STOPBEFOREMARK, or nowhere. */
record StopWish(Optional<StopPoint> point) {

    private static final String LSN = "lsn:";
    private static final String SIMPLE = "SIMPLE";

    /** @param zone in which the statement's times are meant */
    static StopWish of(RestoreOptions options, ZoneId zone) throws SqlError {
        if (options.stop().isEmpty()) {
            return new StopWish(Optional.empty());
        }
        if (options.stop().get() instanceof RestoreStop.At at) {
            return new StopWish(
                    Optional.of(new StopPoint.Time(at.time().atZone(zone).toInstant())));
        }
        RestoreStop.Mark mark = (RestoreStop.Mark) options.stop().get();
        String name = mark.mark().value();
        if (name.toLowerCase(Locale.ROOT).startsWith(LSN)) {
            return new StopWish(Optional.of(new StopPoint.Position(position(name), mark.inclusive())));
        }
        return new StopWish(Optional.of(new StopPoint.Mark(
                name, mark.after().map(time -> time.atZone(zone).toInstant()), mark.inclusive())));
    }

    private static BigInteger position(String text) throws SqlError {
        try {
            return Lsn.position(new BigInteger(text.substring(LSN.length()).strip()));
        } catch (NumberFormatException notANumber) {
            throw Message.INVALID_PARAMETER.error("STOPATMARK").causedBy(notANumber);
        }
    }

    boolean isWanted() {
        return point.isPresent();
    }

    /** The time of STOPAT. */
    Optional<Instant> time() {
        return point.isPresent() && point.get() instanceof StopPoint.Time time
                ? Optional.of(time.instant())
                : Optional.empty();
    }

    /** A full is restored as a whole: whatever comes later is in the log. */
    void requireBehind(BackupSet full) throws SqlError {
        if (!isWanted()) {
            return;
        }
        if (full.core().database().recoveryModel().equals(SIMPLE)) {
            throw Message.STOP_UNDER_SIMPLE.error();
        }
        if (time().isPresent() && time().get().isBefore(LogTimes.endOf(full.core(), full.trailer()))) {
            throw Message.STOP_TOO_EARLY_FOR_SET.error();
        }
    }

    /** What is said when a set ends before the point: the database is left RESTORING. */
    Message notReached() {
        return point.isPresent() && point.get() instanceof StopPoint.Mark
                ? Message.MARK_NOT_REACHED
                : Message.STOP_NOT_REACHED;
    }
}

package dev.coffer.command;

import dev.coffer.engine.SharedFacts;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import java.time.DateTimeException;
import java.time.Instant;

/** Times of what a set holds. */
final class LogTimes {

    private LogTimes() {}

    /** What ended before that is in the set, and what ended later is not; the set's start where it does not say. */
    static Instant endOf(SetCore core, SetTrailer trailer) {
        try {
            return Instant.parse(trailer.engine().getOrDefault(SharedFacts.LOG_ENDS_AT, ""));
        } catch (DateTimeException unsaid) {
            return core.startedAt();
        }
    }
}

package dev.coffer.tsql;

import java.time.LocalDateTime;
import java.util.Optional;

/** Where RESTORE stops; times are the server's local ones. */
public sealed interface RestoreStop {

    /** {@code STOPAT = 'time'}. */
    record At(LocalDateTime time) implements RestoreStop {}

    /**
     * {@code STOPATMARK} and {@code STOPBEFOREMARK = { 'mark' | 'lsn:number' } [AFTER 'time']}.
     *
     * @param inclusive whether the marked transaction still counts
     */
    record Mark(Text mark, Optional<LocalDateTime> after, boolean inclusive) implements RestoreStop {}
}

package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.StopPoint;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.tsql.RestoreOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The set that a RESTORE chose.
 *
 * @param device where it lies; open
 * @param options of the statement
 */
record ChosenSet(BackupSet set, MediaDevice device, RestoreOptions options) {

    /**
     * The one that an option FILE chooses, or the first.
     *
     * @throws SqlError as {@link MediaDevice#one}; 3187 when CHECKSUM is asked of a set that has none
     */
    static ChosenSet of(MediaDevice device, RestoreOptions options, Caller caller) throws SqlError {
        BackupSet set = device.one(options, caller);
        MediaDevice.requireChecksums(set, options);
        return new ChosenSet(set, device, options);
    }

    BackupKind kind() {
        return set.core().kind();
    }

    /** Of the set that was chosen, unsealed. */
    long payloadBytes() {
        return set.trailer().payloadBytes();
    }

    /** What the engine noted of it, before and behind the payload. */
    Map<String, String> facts() {
        Map<String, String> facts = new HashMap<>(set.core().engine());
        facts.putAll(set.trailer().engine());
        return facts;
    }

    /** To lay it down in that home. */
    RestoreOrder order(DatabaseHome home, Optional<StopPoint> stop) {
        RestoreOrder.Part part = switch (kind()) {
            case FULL -> RestoreOrder.Part.FULL;
            case DIFFERENTIAL -> RestoreOrder.Part.DIFFERENTIAL;
            case LOG -> RestoreOrder.Part.LOG;
        };
        return new RestoreOrder(home, part, payloadBytes(), stop, facts());
    }
}

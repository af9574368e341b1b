package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MirroredSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Devices that could not give what was asked of them, while a mirror of theirs may. Losses may be noted from any
 * thread; all else is confined to one statement.
 */
final class MirrorLosses {

    private final List<SqlError> unopened = new ArrayList<>();
    private final Map<String, String> reasons = new ConcurrentSkipListMap<>();

    /** A device that cannot be opened, or holds no family. */
    void lost(DevicePlace place, SqlError why) {
        unopened.add(why);
        reasons.put(place.written(), why.getMessage());
    }

    /** Whether what could be opened may stand for what could not: only a mirrored media set can. */
    void requireMirrors(List<MediaMembers.Member> opened) throws SqlError {
        boolean mirrored = opened.stream().anyMatch(member -> member.label().mirrorCount() > 1);
        if (!unopened.isEmpty() && !mirrored) {
            throw unopened.get(0);
        }
    }

    /** Every family that was lost has a mirror. */
    void requireTwins(MediaMembers members) throws SqlError {
        if (!unopened.isEmpty()
                && members.families().size() < members.first().label().familyCount()) {
            throw unopened.get(0);
        }
    }

    /** Finds a family's set on one device. */
    @FunctionalInterface
    interface Finder {
        BackupSet find(MediaMembers.Member member) throws SqlError;
    }

    /** The family's set from whichever mirrors have it whole. */
    BackupSet family(List<MediaMembers.Member> mirrors, Finder finder) throws SqlError {
        List<BackupSet> found = new ArrayList<>();
        List<DevicePlace> places = new ArrayList<>();
        Optional<SqlError> failure = Optional.empty();
        for (MediaMembers.Member mirror : mirrors) {
            try {
                found.add(finder.find(mirror));
                places.add(mirror.place());
            } catch (SqlError error) {
                failure = failure.isPresent() ? failure : Optional.of(error);
                reasons.put(mirror.place().written(), error.getMessage());
            }
        }
        if (found.isEmpty() && failure.isPresent()) {
            throw failure.get();
        }
        try {
            return MirroredSet.of(
                    found,
                    (mirror, why) ->
                            reasons.putIfAbsent(places.get(mirror).written(), String.valueOf(why.getMessage())));
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, mirrors.get(0).place().written());
        }
    }

    /** Tells of each device whose mirror took its place. */
    void report(Caller caller) {
        reasons.forEach((device, reason) -> caller.inform(Message.MIRROR_REPLACED, device, reason));
    }
}

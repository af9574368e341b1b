package dev.coffer.command;

import dev.coffer.catalog.BackupHistory;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.pipeline.BackupTarget;
import dev.coffer.pipeline.MediaTargets;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Text;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Decides what BACKUP does to the files it is pointed at: begin a media set, write over one, or append. The rules of
 * FORMAT, INIT, SKIP, MEDIANAME and expiry are SQL Server's; without FORMAT the devices are those of one media set, all
 * of them, in any order.
 */
final class BackupMedia {

    private final BackupHistory history;
    private final ZoneId zone;

    BackupMedia(BackupHistory history, ZoneId zone) {
        this.history = history;
        this.zone = zone;
    }

    /**
     * @param mirrors the devices by mirror and stripe
     * @param now when the backup begins
     */
    TargetMedia choose(List<List<DevicePlace>> mirrors, BackupOptions options, Instant now, Caller caller)
            throws SqlError {
        FreshLabels fresh = new FreshLabels(mirrors.get(0).size(), mirrors.size(), options, now);
        if (options.media() == BackupOptions.Media.FORMAT) {
            return begun(mirrors, any -> BackupTarget.Placement.REPLACE, fresh);
        }
        List<StoredFile> open = new ArrayList<>();
        try {
            return without(mirrors, options, now, new Look(open, caller), fresh);
        } finally {
            open.forEach(StoredFile::close);
        }
    }

    /**
     * Looking at what stands there.
     *
     * @param open takes the files, since media are read from them as long as anybody asks
     */
    private record Look(List<StoredFile> open, Caller caller) {}

    /** Without FORMAT. */
    private TargetMedia without(
            List<List<DevicePlace>> mirrors, BackupOptions options, Instant now, Look look, FreshLabels fresh)
            throws SqlError {
        List<MediaMembers.Member> members = new ArrayList<>();
        boolean empty = false;
        for (DevicePlace place : mirrors.stream().flatMap(List::stream).toList()) {
            requireNewOrGrowing(place);
            Optional<MediaFile> media = look(place, look);
            media.ifPresent(found -> members.add(new MediaMembers.Member(place, found)));
            empty |= media.isEmpty() && exists(place);
        }
        if (members.isEmpty()) {
            if (mirrors.size() > 1) {
                throw Message.MIRROR_NEEDS_FORMAT.error();
            }
            BackupTarget.Placement growing = empty ? BackupTarget.Placement.REPLACE : BackupTarget.Placement.APPEND;
            return begun(mirrors, place -> place.store().canGrow() ? growing : BackupTarget.Placement.CREATE, fresh);
        }
        MediaMembers present = MediaMembers.toWrite(members, mirrors.get(0).size(), mirrors.size());
        return onExisting(present, options, now);
    }

    /** Where files do not grow, one that is there is only ever replaced, and only by FORMAT. */
    private static void requireNewOrGrowing(DevicePlace place) throws SqlError {
        if (!place.store().canGrow() && exists(place)) {
            throw Message.URL_FILE_EXISTS.error(place.written());
        }
    }

    /** What stands there; empty when nothing does, or an empty file. */
    private static Optional<MediaFile> look(DevicePlace place, Look look) throws SqlError {
        try {
            if (!place.store().exists(place.location())) {
                return Optional.empty();
            }
            StoredFile file = place.store().open(place.location());
            look.open().add(file);
            return file.sizeBytes() == 0
                    ? Optional.empty()
                    : Optional.of(MediaFile.read(file, look.caller().cancellation()::check));
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, place.written());
        } catch (StoreException failed) {
            throw StorageErrors.opening(failed, place.written());
        } catch (IOException failed) {
            throw StorageErrors.reading(failed, place.written());
        }
    }

    private static boolean exists(DevicePlace place) throws SqlError {
        try {
            return place.store().exists(place.location());
        } catch (StoreException failed) {
            throw StorageErrors.opening(failed, place.written());
        }
    }

    private static TargetMedia begun(
            List<List<DevicePlace>> mirrors,
            Function<DevicePlace, BackupTarget.Placement> placement,
            FreshLabels fresh) {
        List<List<BackupTarget>> targets = new ArrayList<>();
        List<List<DevicePlace>> families = new ArrayList<>();
        for (int family = 0; family < mirrors.get(0).size(); family++) {
            List<BackupTarget> each = new ArrayList<>();
            List<DevicePlace> places = new ArrayList<>();
            for (int mirror = 0; mirror < mirrors.size(); mirror++) {
                DevicePlace place = mirrors.get(mirror).get(family);
                places.add(place);
                each.add(new BackupTarget(
                        place.store(), place.location(), placement.apply(place), fresh.label(family, mirror)));
            }
            targets.add(each);
            families.add(places);
        }
        return new TargetMedia(new MediaTargets(targets, Set.of()), families);
    }

    private TargetMedia onExisting(MediaMembers present, BackupOptions options, Instant now) throws SqlError {
        boolean append = options.media() == BackupOptions.Media.APPEND;
        boolean checks = !options.has(BackupOption.SKIP);
        for (MediaMembers.Member member : present.all()) {
            if (checks) {
                requireMediaName(member, options);
            }
            if (checks && !append) {
                requireExpired(member, now);
            }
        }
        BackupTarget.Placement placement = append ? BackupTarget.Placement.APPEND : BackupTarget.Placement.REPLACE;
        List<List<BackupTarget>> targets = new ArrayList<>();
        List<List<DevicePlace>> families = new ArrayList<>();
        for (List<MediaMembers.Member> family : present.families()) {
            List<BackupTarget> each = new ArrayList<>();
            for (MediaMembers.Member member : family) {
                DevicePlace place = member.place();
                each.add(new BackupTarget(place.store(), place.location(), placement, kept(member, now)));
            }
            targets.add(each);
            families.add(family.stream().map(MediaMembers.Member::place).toList());
        }
        return new TargetMedia(new MediaTargets(targets, append ? unfinished(present) : Set.of()), families);
    }

    private static MediaLabel kept(MediaMembers.Member member, Instant now) {
        MediaLabel old = member.media().label();
        return new MediaLabel(
                old.mediaSetGuid(),
                old.familyGuid(),
                old.familyNumber(),
                old.familyCount(),
                old.mirrorNumber(),
                old.mirrorCount(),
                old.name(),
                old.description(),
                now);
    }

    /**
     * What some of the files hold behind what all hold: a backup that was killed between two commits.
     *
     * @throws SqlError 3232 when the history lists it: then the files that lack it are older copies
     */
    private Set<UUID> unfinished(MediaMembers present) throws SqlError {
        int common = present.all().stream()
                .mapToInt(member -> member.media().sets().size())
                .min()
                .orElse(0);
        Set<UUID> unfinished = new HashSet<>();
        for (MediaMembers.Member member : present.all()) {
            List<BackupSet> sets = member.media().sets();
            for (BackupSet set : sets.subList(common, sets.size())) {
                UUID guid = set.core().setGuid();
                if (history.rootOf(guid).isPresent()) {
                    throw obsolete(present, common);
                }
                unfinished.add(guid);
            }
        }
        return unfinished;
    }

    private static SqlError obsolete(MediaMembers present, int common) {
        MediaMembers.Member behind = present.all().stream()
                .filter(member -> member.media().sets().size() == common)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Some file holds the fewest sets"));
        return Message.VOLUME_OBSOLETE.error(
                behind.place().written(), 1, behind.label().familyNumber());
    }

    private static void requireMediaName(MediaMembers.Member member, BackupOptions options) throws SqlError {
        Optional<String> wanted = options.mediaName().map(Text::value);
        String name = member.media().label().name();
        if (wanted.isPresent() && !wanted.get().equals(name)) {
            throw Message.MEDIA_NAME_MISMATCH.error(
                    wanted.get(), name, member.place().written());
        }
    }

    private void requireExpired(MediaMembers.Member member, Instant now) throws SqlError {
        Optional<Instant> latest = member.media().sets().stream()
                .map(BackupSet::core)
                .flatMap(core -> core.expiresAt().stream())
                .max(Instant::compareTo);
        if (latest.isPresent() && latest.get().isAfter(now)) {
            throw Message.MEDIA_EXPIRES.error(member.place().written(), ServerNames.shown(latest.get(), zone));
        }
    }
}

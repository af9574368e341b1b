package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.StripedSet;
import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.Device;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Text;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The devices that RESTORE reads, open: files with families of one media set. Some families may be missing while only
 * headers are read. Closed by whoever opened it.
 */
final class MediaDevice implements AutoCloseable {

    private static final int NAMED_SETS = 10;

    private final MediaMembers members;
    private final List<StoredFile> files;
    private final MirrorLosses losses;
    private final Map<DevicePlace, Optional<Instant>> locks;
    private final ZoneId zone;

    private MediaDevice(
            MediaMembers members,
            List<StoredFile> files,
            MirrorLosses losses,
            Map<DevicePlace, Optional<Instant>> locks,
            ZoneId zone) {
        this.members = members;
        this.files = List.copyOf(files);
        this.losses = losses;
        this.locks = locks;
        this.zone = zone;
    }

    /** @throws SqlError 3201, 3203, 3206, 3227, 3231, 3241, 3258 */
    static MediaDevice open(Premises premises, List<Device> devices, RestoreOptions options, Caller caller)
            throws SqlError {
        List<DevicePlace> places = premises.devices().toRead(devices, options, caller);
        List<StoredFile> files = new ArrayList<>();
        MirrorLosses losses = new MirrorLosses();
        Map<DevicePlace, Optional<Instant>> locks = new LinkedHashMap<>();
        boolean opened = false;
        try {
            List<MediaMembers.Member> found = new ArrayList<>();
            for (DevicePlace place : places) {
                try {
                    found.add(new MediaMembers.Member(place, read(place, files, caller)));
                    locks.put(place, files.get(files.size() - 1).lockedUntil());
                    place.report(caller);
                } catch (SqlError lost) {
                    losses.lost(place, lost);
                }
            }
            losses.requireMirrors(found);
            MediaMembers members = MediaMembers.toRead(found, places.size());
            opened = true;
            return new MediaDevice(
                    members, files, losses, locks, premises.names().zone());
        } finally {
            if (!opened) {
                files.forEach(StoredFile::close);
            }
        }
    }

    /** @param files takes the file, to be closed */
    private static MediaFile read(DevicePlace place, List<StoredFile> files, Caller caller) throws SqlError {
        try {
            StoredFile file = place.store().open(place.location());
            files.add(file);
            if (file.sizeBytes() == 0) {
                throw Message.VOLUME_EMPTY.error(place.written());
            }
            return MediaFile.read(file, caller.cancellation()::check);
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, place.written());
        } catch (StoreException failed) {
            throw StorageErrors.opening(failed, place.written());
        } catch (IOException failed) {
            throw StorageErrors.reading(failed, place.written());
        }
    }

    /** The first device. */
    DevicePlace place() {
        return members.first().place();
    }

    /** The first device, as the statement named it. */
    String written() {
        return members.first().place().written();
    }

    /** The device of that family, as the statement named it; the first when nothing is known of a family. */
    String written(DamagedMedia damaged) {
        return members.families().stream()
                .map(mirrors -> mirrors.get(0))
                .filter(member -> member.label().familyNumber() == damaged.familyNumber())
                .findFirst()
                .orElse(members.first())
                .place()
                .written();
    }

    /** The device at that location, as the statement named it; empty when it is another's. */
    Optional<String> written(Location location) {
        return members.all().stream()
                .map(MediaMembers.Member::place)
                .filter(place -> place.location().equals(location))
                .map(DevicePlace::written)
                .findFirst();
    }

    /** A time, as messages show it. */
    String shown(Instant time) {
        return ServerNames.shown(time, zone);
    }

    /** What was read, as the error log names it. */
    String logged() {
        return DevicePlace.logged(
                members.all().stream().map(MediaMembers.Member::place).toList());
    }

    int deviceCount() {
        return members.all().size();
    }

    /** As the history lists them. */
    List<BackupRecord.Family> families() {
        return members.all().stream()
                .map(member -> BackupRecords.family(
                        member.label().familyGuid(),
                        member.label().familyNumber(),
                        member.label().mirrorNumber(),
                        member.place()))
                .toList();
    }

    /** The first of the families that were given. */
    MediaFile media() {
        return members.first().media();
    }

    /** The sets that an option FILE chooses, or all, as the first of the given families has them. */
    List<BackupSet> chosen(RestoreOptions options) throws SqlError {
        requireMediaName(options);
        if (options.file().isEmpty()) {
            requireSets();
            return media().sets();
        }
        return List.of(at(members.first(), options.file().getAsInt()));
    }

    /** As {@link #one}, but as the first of the given families has it: enough for its header. */
    BackupSet header(RestoreOptions options, Caller caller) throws SqlError {
        requireMediaName(options);
        requireSets();
        BackupSet set = at(members.first(), options.file().orElse(1));
        informOfOthers(set, options, caller);
        return set;
    }

    /**
     * The one set that an option FILE chooses, or the first, of all families; an INFO tells that there are others.
     *
     * @throws SqlError 3132 when a family is missing, 3232 when one holds another set in its place, 3241, 3256, 4037,
     *     4038
     */
    BackupSet one(RestoreOptions options, Caller caller) throws SqlError {
        requireMediaName(options);
        losses.requireTwins(members);
        members.requireAllFamilies();
        requireSets();
        int position = options.file().orElse(1);
        List<BackupSet> families = new ArrayList<>();
        for (List<MediaMembers.Member> mirrors : members.families()) {
            families.add(losses.family(mirrors, member -> at(member, position)));
        }
        requireOneBackup(families);
        try {
            BackupSet set = StripedSet.of(families);
            informOfOthers(set, options, caller);
            return set;
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, written(damaged));
        }
    }

    private void requireOneBackup(List<BackupSet> families) throws SqlError {
        for (int i = 0; i < families.size(); i++) {
            if (!families.get(i).core().setGuid().equals(families.get(0).core().setGuid())) {
                String device = members.families().get(i).get(0).place().written();
                throw Message.VOLUME_OBSOLETE.error(device, 1, i + 1);
            }
        }
    }

    private void informOfOthers(BackupSet set, RestoreOptions options, Caller caller) {
        if (options.file().isEmpty() && media().sets().size() > 1) {
            caller.inform(Message.OTHER_SETS_ON_MEDIA, written(), media().sets().size(), 1, others(set));
        }
    }

    private String others(BackupSet chosen) {
        String named = media().sets().stream()
                .filter(other -> other.core().position() != chosen.core().position())
                .limit(NAMED_SETS)
                .map(other -> other.core().position() + " ("
                        + other.core().database().name() + ", "
                        + ServerNames.shown(other.core().startedAt(), zone) + ")")
                .collect(Collectors.joining(", "));
        return media().sets().size() > 1 + NAMED_SETS ? named + ", ..." : named;
    }

    /** The set whose own position it is: one that is damaged is an error, never another one in its place. */
    private static BackupSet at(MediaMembers.Member member, int position) throws SqlError {
        MediaFile media = member.media();
        String device = member.place().written();
        try {
            return media.set(position);
        } catch (IOException failed) {
            throw StorageErrors.reading(failed, device);
        } catch (DamagedMedia damaged) {
            int last = media.lastPosition();
            if (position <= last) {
                throw MediaErrors.damaged(damaged, device);
            }
            if (position > last + 1 || media.tornTail().isEmpty()) {
                throw Message.NO_SUCH_FILE_ON_DEVICE.error(position, device);
            }
            throw damaged.kind() == DamagedMedia.Kind.INCOMPLETE
                    ? Message.SET_INCOMPLETE.error(device)
                    : MediaErrors.damaged(damaged, device);
        }
    }

    /** A label without a whole set: the first backup never ended, or the rest was cut off. */
    private void requireSets() throws SqlError {
        if (!media().sets().isEmpty()) {
            return;
        }
        if (media().tornTail().isPresent()) {
            throw MediaErrors.damaged(media().tornTail().get(), written());
        }
        throw Message.VOLUME_EMPTY.error(written());
    }

    /** MEDIANAME, when given, is the label's. */
    void requireMediaName(RestoreOptions options) throws SqlError {
        if (options.mediaName().isPresent()) {
            Text wanted = options.mediaName().get();
            if (!wanted.value().equals(media().label().name())) {
                throw Message.MEDIA_NAME_MISMATCH.error(
                        wanted.value(), media().label().name(), written());
            }
        }
    }

    /** CHECKSUM asks for a set that has page checksums. */
    static void requireChecksums(BackupSet set, RestoreOptions options) throws SqlError {
        if (options.has(RestoreOption.CHECKSUM) && !set.core().hasChecksums()) {
            throw Message.NO_CHECKSUM_IN_SET.error();
        }
    }

    /** Tells until when the places outside keep what lies there, and which of them do not although it was asked. */
    void reportRetention(List<BackupSet> sets, Caller caller) {
        Optional<Instant> asked =
                sets.stream().flatMap(set -> set.core().expiresAt().stream()).max(Instant::compareTo);
        locks.forEach((place, lockedUntil) -> {
            if (place.kind() == DevicePlace.Kind.URL && lockedUntil.isPresent()) {
                caller.inform(Message.OBJECT_RETAINED, place.written(), ServerNames.shown(lockedUntil.get(), zone));
            } else if (place.kind() == DevicePlace.Kind.URL && asked.isPresent()) {
                caller.inform(Message.OBJECT_NOT_RETAINED, place.written(), ServerNames.shown(asked.get(), zone));
            }
        });
    }

    /** Names the devices whose mirrors took their place. */
    void reportLosses(Caller caller) {
        losses.report(caller);
    }

    @Override
    public void close() {
        files.forEach(StoredFile::close);
    }
}

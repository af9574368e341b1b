package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.Device;
import dev.coffer.tsql.RestoreOption;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Text;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;

/** A device that RESTORE reads, open: its file, and the media family in it. Closed by whoever opened it. */
final class MediaDevice implements AutoCloseable {

    private static final int NAMED_SETS = 10;

    private final DevicePlace place;
    private final StoredFile file;
    private final MediaFile media;
    private final ZoneId zone;

    private MediaDevice(DevicePlace place, StoredFile file, MediaFile media, ZoneId zone) {
        this.place = place;
        this.file = file;
        this.media = media;
        this.zone = zone;
    }

    /** @throws SqlError 3201, 3203, 3206, 3241 */
    static MediaDevice open(Premises premises, List<Device> devices, RestoreOptions options, Caller caller)
            throws SqlError {
        if (devices.size() > 1) {
            throw Message.NOT_SUPPORTED.error("RESTORE with several devices");
        }
        DevicePlace place = premises.devices().toRead(devices, options, caller).get(0);
        StoredFile file = null;
        boolean opened = false;
        try {
            file = place.store().open(place.location());
            if (file.sizeBytes() == 0) {
                throw Message.VOLUME_EMPTY.error(place.written());
            }
            MediaFile media = MediaFile.read(file);
            opened = true;
            place.report(caller);
            return new MediaDevice(place, file, media, premises.names().zone());
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, place.written());
        } catch (StoreException failed) {
            throw StorageErrors.opening(failed, place.written());
        } catch (IOException failed) {
            throw StorageErrors.reading(failed, place.written());
        } finally {
            if (!opened && file != null) {
                file.close();
            }
        }
    }

    /** As the statement named it. */
    String written() {
        return place.written();
    }

    DevicePlace place() {
        return place;
    }

    Location location() {
        return place.location();
    }

    StoredFile file() {
        return file;
    }

    MediaFile media() {
        return media;
    }

    /** The sets that an option FILE chooses, or all. */
    List<BackupSet> chosen(RestoreOptions options) throws SqlError {
        requireMediaName(options);
        if (options.file().isEmpty()) {
            requireSets();
            return media.sets();
        }
        return List.of(at(options.file().getAsInt()));
    }

    /** The one set that an option FILE chooses, or the first; an INFO tells that there are others. */
    BackupSet one(RestoreOptions options, Caller caller) throws SqlError {
        requireMediaName(options);
        requireSets();
        BackupSet set = at(options.file().orElse(1));
        if (options.file().isEmpty() && media.sets().size() > 1) {
            caller.inform(Message.OTHER_SETS_ON_MEDIA, written(), media.sets().size(), 1, others(set));
        }
        return set;
    }

    private String others(BackupSet chosen) {
        String named = media.sets().stream()
                .filter(other -> other.core().position() != chosen.core().position())
                .limit(NAMED_SETS)
                .map(other -> other.core().position() + " ("
                        + other.core().database().name() + ", "
                        + ServerNames.shown(other.core().startedAt(), zone) + ")")
                .collect(Collectors.joining(", "));
        return media.sets().size() > 1 + NAMED_SETS ? named + ", ..." : named;
    }

    /** The set whose own position it is: one that is damaged is an error, never another one in its place. */
    private BackupSet at(int position) throws SqlError {
        try {
            return media.set(position);
        } catch (DamagedMedia damaged) {
            List<BackupSet> sets = media.sets();
            int last = sets.isEmpty() ? 0 : sets.get(sets.size() - 1).core().position();
            if (position <= last) {
                throw MediaErrors.damaged(damaged, written());
            }
            if (position > last + 1 || media.tornTail().isEmpty()) {
                throw Message.NO_SUCH_FILE_ON_DEVICE.error(position, written());
            }
            throw damaged.kind() == DamagedMedia.Kind.INCOMPLETE
                    ? Message.SET_INCOMPLETE.error(written())
                    : MediaErrors.damaged(damaged, written());
        }
    }

    /** A label without a whole set: the first backup never ended, or the rest was cut off. */
    private void requireSets() throws SqlError {
        if (!media.sets().isEmpty()) {
            return;
        }
        if (media.tornTail().isPresent()) {
            throw MediaErrors.damaged(media.tornTail().get(), written());
        }
        throw Message.VOLUME_EMPTY.error(written());
    }

    /** MEDIANAME, when given, is the label's. */
    void requireMediaName(RestoreOptions options) throws SqlError {
        if (options.mediaName().isPresent()) {
            Text wanted = options.mediaName().get();
            if (!wanted.value().equals(media.label().name())) {
                throw Message.MEDIA_NAME_MISMATCH.error(
                        wanted.value(), media.label().name(), written());
            }
        }
    }

    /** CHECKSUM asks for a set that has page checksums. */
    static void requireChecksums(BackupSet set, RestoreOptions options) throws SqlError {
        if (options.has(RestoreOption.CHECKSUM) && !set.core().hasChecksums()) {
            throw Message.NO_CHECKSUM_IN_SET.error();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}

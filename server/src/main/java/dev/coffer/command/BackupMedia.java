package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.pipeline.BackupTarget;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Text;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides what BACKUP does to the file it is pointed at: begin a media family, write over one, or append. The rules of
 * FORMAT, INIT, SKIP, MEDIANAME and expiry are SQL Server's.
 */
final class BackupMedia {

    private final ZoneId zone;

    BackupMedia(ZoneId zone) {
        this.zone = zone;
    }

    /** @param now when the backup begins */
    BackupTarget target(DevicePlace device, BackupOptions options, Instant now) throws SqlError {
        Store store = device.store();
        Location location = device.location();
        MediaLabel fresh = freshLabel(options, now);
        if (options.media() == BackupOptions.Media.FORMAT) {
            return new BackupTarget(store, location, BackupTarget.Placement.REPLACE, fresh);
        }
        try {
            if (!store.exists(location)) {
                return new BackupTarget(store, location, BackupTarget.Placement.APPEND, fresh);
            }
            try (StoredFile file = store.open(location)) {
                return file.sizeBytes() == 0
                        ? new BackupTarget(store, location, BackupTarget.Placement.REPLACE, fresh)
                        : onExisting(MediaFile.read(file), device, options, fresh, now);
            }
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, device.written());
        } catch (StoreException failed) {
            throw StorageErrors.opening(failed, device.written());
        } catch (IOException failed) {
            throw StorageErrors.reading(failed, device.written());
        }
    }

    private BackupTarget onExisting(
            MediaFile media, DevicePlace device, BackupOptions options, MediaLabel fresh, Instant now) throws SqlError {
        boolean checks = !options.has(BackupOption.SKIP);
        if (checks) {
            requireMediaName(media, device.written(), options);
        }
        if (options.media() == BackupOptions.Media.APPEND) {
            return new BackupTarget(device.store(), device.location(), BackupTarget.Placement.APPEND, fresh);
        }
        if (checks) {
            requireExpired(media, device.written(), now);
        }
        MediaLabel old = media.label();
        MediaLabel kept = new MediaLabel(
                old.mediaSetGuid(),
                old.familyGuid(),
                old.familyNumber(),
                old.familyCount(),
                old.mirrorNumber(),
                old.mirrorCount(),
                old.name(),
                old.description(),
                fresh.writtenAt());
        return new BackupTarget(device.store(), device.location(), BackupTarget.Placement.REPLACE, kept);
    }

    private static void requireMediaName(MediaFile media, String device, BackupOptions options) throws SqlError {
        Optional<String> wanted = options.mediaName().map(Text::value);
        if (wanted.isPresent() && !wanted.get().equals(media.label().name())) {
            throw Message.MEDIA_NAME_MISMATCH.error(wanted.get(), media.label().name(), device);
        }
    }

    private void requireExpired(MediaFile media, String device, Instant now) throws SqlError {
        Optional<Instant> latest = media.sets().stream()
                .map(BackupSet::core)
                .flatMap(core -> core.expiresAt().stream())
                .max(Instant::compareTo);
        if (latest.isPresent() && latest.get().isAfter(now)) {
            throw Message.MEDIA_EXPIRES.error(device, ServerNames.shown(latest.get(), zone));
        }
    }

    private static MediaLabel freshLabel(BackupOptions options, Instant now) {
        return new MediaLabel(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1,
                0,
                1,
                options.mediaName().map(Text::value).orElse(""),
                options.mediaDescription().map(Text::value).orElse(""),
                now.truncatedTo(ChronoUnit.MILLIS));
    }
}

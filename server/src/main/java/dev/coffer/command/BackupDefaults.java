package dev.coffer.command;

import dev.coffer.catalog.Configuration;
import dev.coffer.catalog.ServerOption;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BackupOption;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Compression;
import dev.coffer.tsql.Position;
import java.util.OptionalInt;

/** What sp_configure has set for backups that do not say otherwise. Thread-safe. */
final class BackupDefaults {

    private final Configuration configuration;

    BackupDefaults(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The options as if the defaults had been written where the statement says nothing. */
    BackupOptions fill(BackupOptions options, Position place) throws SqlError {
        BackupOptions filled = options;
        if (options.compression().isEmpty() && isOn(ServerOption.BACKUP_COMPRESSION_DEFAULT)) {
            filled = filled.withCompression(new Compression(place, Compression.Choice.DEFAULT, OptionalInt.empty()));
        }
        if (!options.has(BackupOption.CHECKSUM)
                && !options.has(BackupOption.NO_CHECKSUM)
                && isOn(ServerOption.BACKUP_CHECKSUM_DEFAULT)) {
            filled = filled.with(BackupOption.CHECKSUM, place);
        }
        int days = configuration.inUse(ServerOption.MEDIA_RETENTION);
        if (days > 0 && options.retainDays().isEmpty() && options.expireDate().isEmpty()) {
            filled = filled.withRetainDays(days);
        }
        return filled;
    }

    private boolean isOn(ServerOption option) throws SqlError {
        return configuration.inUse(option) == 1;
    }
}

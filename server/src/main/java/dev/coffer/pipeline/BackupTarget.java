package dev.coffer.pipeline;

import dev.coffer.media.MediaLabel;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;

/**
 * Where one family of a backup set goes, or one mirror of it.
 *
 * @param store keeps it
 * @param location the file
 * @param placement what a file that is already there means
 * @param newLabel the label of a media family that is begun; unused when a set is appended
 */
public record BackupTarget(Store store, Location location, Placement placement, MediaLabel newLabel) {

    public enum Placement {
        /** A new media family; a file that is there stays, and the backup fails with EXISTS. */
        CREATE,
        /** A new media family in place of whatever is there (INIT, FORMAT). */
        REPLACE,
        /** Behind the last whole set, or a new media family when no file is there (NOINIT). */
        APPEND
    }
}

package dev.coffer.command;

import dev.coffer.catalog.BackupHistory;
import dev.coffer.catalog.BackupHistory.Listed;
import dev.coffer.catalog.BackupRecord;
import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;

/**
 * Compares a set with the history: a whole and rightly signed set may still be an older one, put back in place of a
 * newer. The history knows the root of every set it listed, and on which device.
 */
final class KnownRoots {

    private KnownRoots() {}

    /**
     * Says so when the history knows another set for this place of the media set, or a younger media set on one of the
     * devices: with FORMAT each backup begins a new one, and so does each backup to a URL.
     */
    static void report(Catalog catalog, BackupSet set, MediaDevice device, Caller caller) throws SqlError {
        Optional<Listed> expected = expected(catalog.history(), set, device);
        if (expected.isPresent()) {
            caller.inform(
                    Message.ROOT_DIFFERS,
                    device.written(),
                    device.shown(set.trailer().finishedAt()),
                    device.shown(expected.get().finishedAt()));
        }
    }

    private static Optional<Listed> expected(BackupHistory history, BackupSet set, MediaDevice device) throws SqlError {
        UUID media = set.core().label().mediaSetGuid();
        Optional<Listed> here = history.setAt(media, set.core().position());
        if (here.isPresent() && !MessageDigest.isEqual(here.get().root(), set.root())) {
            return here;
        }
        for (BackupRecord.Family family : device.families()) {
            Optional<Listed> youngest = history.youngestOn(family);
            if (youngest.isPresent()
                    && !youngest.get().media().equals(media)
                    && youngest.get().finishedAt().isAfter(set.trailer().finishedAt())) {
                return youngest;
            }
        }
        return Optional.empty();
    }
}

package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Compares a set with the history: a whole and rightly signed set may still be an older one, put back in place of a
 * newer. The history knows the root of every set it listed.
 */
final class KnownRoots {

    private KnownRoots() {}

    /** Says so when the history knows another set for this place of the media set. */
    static void report(Catalog catalog, BackupSet set, MediaDevice device, Caller caller) throws SqlError {
        Optional<byte[]> known = catalog.history()
                .rootAt(set.core().label().mediaSetGuid(), set.core().position());
        if (known.isPresent() && !MessageDigest.isEqual(known.get(), set.root())) {
            caller.inform(Message.ROOT_DIFFERS, device.written());
        }
    }
}

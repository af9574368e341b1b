package dev.coffer.cli;

import dev.coffer.storage.RemoteStores;
import java.nio.file.Path;
import java.util.Optional;

/** Reaches object stores without an instance. */
@FunctionalInterface
public interface RemoteOpener {

    /** @param authorities folder with certificates of authorities that are trusted beside the runtime's */
    RemoteStores open(Optional<Path> authorities);
}

package dev.coffer.storage.disk;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Backup files on a local or mounted disk. Locations are absolute paths. Thread-safe. */
public final class DiskStore implements Store {

    /**
     * @param ledger folder of the instance that remembers what is being written, so that a killed writer's rests are
     *     found; made when needed
     * @param ownFolders below these, missing folders are made (0700); elsewhere a missing folder is an error
     */
    public DiskStore(Path ledger, List<Path> ownFolders) {
        throw new UnsupportedOperationException(ledger + " " + ownFolders);
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean exists(Location location) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public StagedFile create(Location location, Existing existing) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalLong freeBytes(Location location) throws StoreException {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Location> sweep() throws StoreException {
        throw new UnsupportedOperationException();
    }
}

package dev.coffer.storage;

import java.util.List;
import java.util.Optional;

/** A kind of place that keeps backup files. Thread-safe. */
public interface Store {

    /** @throws StoreException NOT_FOUND, NO_SUCH_FOLDER, DENIED, BROKEN */
    StoredFile open(Location location) throws StoreException;

    /** Whether a file is there. */
    boolean exists(Location location) throws StoreException;

    /**
     * Begins a new file that nobody sees under its name until commit. The name is taken at once against other writers
     * of this kind of place.
     *
     * @param existing what a file that already has the name means, now and at commit
     * @throws StoreException EXISTS, IN_USE while another writer is at it, NO_SUCH_FOLDER, DENIED, NO_SPACE, BROKEN
     */
    StagedFile create(Location location, Existing existing) throws StoreException;

    /** Whether files here can grow; where they cannot, a file holds the one set that it was written with. */
    boolean canGrow();

    /**
     * Takes a file for growing: from here on no other writer can change it, so what the caller reads in it still holds
     * when it begins to write.
     *
     * @throws StoreException UNSUPPORTED where files cannot grow; NOT_FOUND, IN_USE, DENIED, BROKEN
     */
    GrowingFile append(Location location) throws StoreException;

    /**
     * Removes a file that no writer is at; for good, as far as the place knows no versions.
     *
     * @throws StoreException UNSUPPORTED where this store removes nothing; NOT_FOUND, IN_USE, DENIED, BROKEN
     */
    default void remove(Location location) throws StoreException {
        throw new StoreException(StoreException.Kind.UNSUPPORTED, location, "Nothing is removed here", null);
    }

    /** Room for a new file at the location; empty where nobody can tell. */
    Optional<FreeSpace> freeSpace(Location location) throws StoreException;

    /**
     * Removes what earlier, killed writers left behind in places this instance wrote to; a living writer's file is
     * never touched. Returns what it removed.
     */
    List<Location> sweep() throws StoreException;

    enum Existing {
        REFUSE,
        REPLACE
    }
}

package dev.coffer.storage;

import java.util.List;

/** A kind of place that keeps backup files. Thread-safe. */
public interface Store {

    /** @throws StoreException NOT_FOUND, DENIED, BROKEN */
    StoredFile open(Location location) throws StoreException;

    /** Whether a file is there. */
    boolean exists(Location location) throws StoreException;

    /**
     * Begins a new file that nobody sees under its name until commit.
     *
     * @param existing what to do at commit when the name is taken
     */
    StagedFile create(Location location, Existing existing) throws StoreException;

    /**
     * Begins to write behind what a file holds, after cutting it at the offset; abort cuts it there again. Readers of
     * the part before the offset are not disturbed.
     *
     * @throws StoreException UNSUPPORTED where files cannot grow
     */
    StagedFile append(Location location, long offset) throws StoreException;

    /** Removes what earlier, killed writers left behind in places this instance wrote to. Returns what it removed. */
    List<Location> sweep() throws StoreException;

    enum Existing {
        REFUSE,
        REPLACE
    }
}

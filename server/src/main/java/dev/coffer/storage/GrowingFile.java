package dev.coffer.storage;

/**
 * A stored file that is about to grow: open for reading, and kept from all other writers until it is closed. Confined
 * to one thread at a time; reading is thread-safe.
 */
public interface GrowingFile extends StoredFile {

    /**
     * Cuts the file at the offset and begins to write there; aborting cuts it there again. Readers of the part before
     * the offset are not disturbed. The staged file takes over the hold on the name: close it first, then this one.
     *
     * @param offset from 0 to the file's size
     */
    StagedFile writeFrom(long offset) throws StoreException;

    /**
     * Removes the file, of which nothing may have been written: what the caller read in it still holds. For good; only
     * {@link #close} may follow.
     */
    void remove() throws StoreException;

    /** Gives the file free. Without {@link #writeFrom} and {@link #remove} nothing was changed. */
    @Override
    void close();
}

package dev.coffer.storage.objects;

import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One object of a vendor's service, there or not, as one credential sees it. Every call is one attempt with bounds on
 * its time; whoever calls tries again. No message or cause of what it throws contains a secret or a signed URL.
 * Thread-safe.
 */
public interface RemoteObject {

    /** Ends the requests that wait for an answer now, where an interrupt of their threads does not. From any thread. */
    default void giveUp() {}

    /** How the service takes an object in parts. */
    PartRules rules();

    /** @throws StoreException NO_SUCH_FOLDER when its bucket or container is missing, and what any request may meet */
    Optional<ObjectState> find() throws StoreException;

    /**
     * Fills the buffer from its position to its limit with the bytes that start at the offset.
     *
     * @param state only this version of the object is read
     * @throws StoreException BROKEN when it was replaced meanwhile
     */
    void read(ObjectState state, long offset, ByteBuffer target) throws StoreException;

    /**
     * Begins an upload that nobody sees.
     *
     * @param mark will be found in the state of the object
     * @param retainUntil until when the service is to let nobody remove the object
     * @return what the service calls the upload; may be empty
     * @throws StoreException UNSUPPORTED where it is known already that nothing is retained
     */
    String begin(String mark, Optional<Instant> retainUntil) throws StoreException;

    /** Sends one part; the service checks its checksum. The same part may be sent again. */
    Part put(Upload upload, int number, ByteBuffer bytes) throws StoreException;

    /**
     * Makes the parts the object, in one step.
     *
     * @param parts all, in order
     * @param retainUntil as at the beginning
     * @throws StoreException EXISTS when there is one that is not to be replaced, UNSUPPORTED where nothing is retained
     */
    void commit(Upload upload, List<Part> parts, Existing existing, Optional<Instant> retainUntil)
            throws StoreException;

    /** Removes what was sent of an upload that was not committed; nothing happens when nothing is there. */
    void abort(Upload upload) throws StoreException;

    /** Whether a list of what is there names the object. */
    boolean isListed() throws StoreException;

    /**
     * Finds out whether objects can be kept: asks it for this one, looks whether it is kept, and lifts the lock again
     * where that is allowed.
     *
     * @throws StoreException UNSUPPORTED where nothing is kept
     */
    void tryLock(ObjectState state, Instant until) throws StoreException;

    /** Removes the object, if it is still that version. */
    void remove(ObjectState state) throws StoreException;
}

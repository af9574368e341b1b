package dev.coffer.storage.objects;

import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import java.nio.ByteBuffer;
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
     * @return what the service calls the upload; may be empty
     */
    String begin(String mark) throws StoreException;

    /** Sends one part; the service checks its checksum. The same part may be sent again. */
    Part put(Upload upload, int number, ByteBuffer bytes) throws StoreException;

    /**
     * Makes the parts the object, in one step.
     *
     * @param parts all, in order
     * @throws StoreException EXISTS when there is one that is not to be replaced
     */
    void commit(Upload upload, List<Part> parts, Existing existing) throws StoreException;

    /** Removes what was sent of an upload that was not committed; nothing happens when nothing is there. */
    void abort(Upload upload) throws StoreException;

    /** Removes the object, if it is still that version. */
    void remove(ObjectState state) throws StoreException;
}

package dev.coffer.storage;

import dev.coffer.storage.RemoteAccess.Dialect;
import dev.coffer.work.Cancellation;
import java.util.List;

/** The places outside that an instance can reach. Thread-safe. */
public interface RemoteStores {

    /**
     * @param cancellation of the statement that asks: no request of the store waits longer
     * @throws IllegalArgumentException when the secret has not the form that the service wants
     */
    Store open(RemoteAccess access, Cancellation cancellation) throws StoreException;

    /**
     * Tries a place out with a small object, which is removed at the end.
     *
     * @param object a name that is not there
     * @return the steps in their order, up to the first that the next ones need
     * @throws IllegalArgumentException when the secret has not the form that the service wants
     */
    List<Trial> tryOut(RemoteAccess access, Location object, Cancellation cancellation) throws StoreException;

    /**
     * An upload that an earlier process did not end.
     *
     * @param credential by name
     */
    record Unfinished(String credential, Dialect dialect, Location location) {}

    /** One upload of every credential and dialect: what sweeps its store sweeps those like it. */
    List<Unfinished> unfinished() throws StoreException;
}

package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;

/** A vendor's service as one credential opens it. Thread-safe. */
public interface ObjectPlace {

    /**
     * No request is made.
     *
     * @throws StoreException NOT_FOUND for a URL that names no object, DENIED for one that would send secrets in the
     *     clear
     */
    RemoteObject at(Location location) throws StoreException;

    /** Name of the credential, for whoever has to clear up later. */
    String credential();

    /** What whoever clears up later needs beside the credential to speak as this place does; one line, no secrets. */
    String dialect();
}

package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.util.Optional;

/** Clears up behind an upload that has ended without a success. */
final class Leftovers {

    /** What becomes of an object that the upload has made after all. */
    enum Committed {
        /** It was reported as failed, so it must not look whole. */
        IS_REMOVED,
        /** Nobody was told anything, and it is whole. */
        STAYS
    }

    private Leftovers() {}

    /** @throws StoreException when something may still be there */
    static void remove(Location location, RemoteObject object, Upload upload, Committed committed, Retries retries)
            throws StoreException {
        try {
            retries.call(location, () -> {
                if (committed == Committed.IS_REMOVED) {
                    removeOurs(object, upload);
                }
                // Only where this finds no bucket either is there nothing: a look alone may be told anything.
                object.abort(upload);
                return true;
            });
        } catch (StoreException failed) {
            if (failed.kind() != Kind.NO_SUCH_FOLDER) {
                throw failed;
            }
        }
    }

    private static void removeOurs(RemoteObject object, Upload upload) throws StoreException {
        Optional<ObjectState> state;
        try {
            state = object.find();
        } catch (StoreException failed) {
            if (failed.kind() != Kind.NO_SUCH_FOLDER) {
                throw failed;
            }
            return;
        }
        if (state.isPresent() && state.get().mark().equals(upload.mark())) {
            object.remove(state.get());
        }
    }
}

package dev.coffer.storage.objects;

import dev.coffer.storage.FreeSpace;
import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.Cancellation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backup files in an object store, as one credential opens it. Locations are URLs. Thread-safe. */
public final class ObjectStore implements Store {

    private final ObjectPlace place;
    private final Transfer transfer;
    private final Uploads uploads;
    private final Retries retries;
    private final Cancellation cancellation;

    /**
     * @param uploads the instance's
     * @param cancellation of the statement that the store is opened for: no request waits longer
     */
    public ObjectStore(
            ObjectPlace place, Transfer transfer, Uploads uploads, Retries retries, Cancellation cancellation) {
        this.place = place;
        this.transfer = transfer;
        this.uploads = uploads;
        this.retries = retries;
        this.cancellation = cancellation;
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        RemoteObject object = place.at(location);
        Requests requests = new Requests(location, object, "coffer-download", retries, cancellation);
        boolean opened = false;
        try {
            Optional<ObjectState> state = requests.ask(object::find);
            if (state.isEmpty()) {
                throw failures(location).failure(Kind.NOT_FOUND, "The object does not exist");
            }
            opened = true;
            return new ObjectFile(object, state.get(), transfer, requests);
        } finally {
            if (!opened) {
                requests.close();
            }
        }
    }

    @Override
    public boolean exists(Location location) throws StoreException {
        RemoteObject object = place.at(location);
        try (Requests requests = new Requests(location, object, "coffer-look", retries, cancellation)) {
            return requests.ask(object::find).isPresent();
        }
    }

    @Override
    public StagedFile create(Location location, Existing existing) throws StoreException {
        RemoteObject object = place.at(location);
        Uploads.Hold hold = uploads.take(location, place.credential(), place.dialect());
        Requests requests = new Requests(location, object, "coffer-upload", retries, cancellation);
        return ObjectUpload.begin(failures(location), object, existing, transfer, hold, requests, retries);
    }

    @Override
    public boolean canGrow() {
        return false;
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        place.at(location);
        throw failures(location).failure(Kind.UNSUPPORTED, "An object holds one backup set and cannot grow");
    }

    @Override
    public void remove(Location location) throws StoreException {
        withObject(location, (object, state) -> object.remove(state));
    }

    /** @throws StoreException BROKEN when the object is there and lists do not say so */
    void requireListed(Location location) throws StoreException {
        withObject(location, (object, state) -> {
            if (!object.isListed()) {
                throw failures(location).failure(Kind.BROKEN, "The list does not name the object");
            }
        });
    }

    /** @throws StoreException UNSUPPORTED where nothing is kept from removal */
    void tryLock(Location location, Instant until) throws StoreException {
        withObject(location, (object, state) -> object.tryLock(state, until));
    }

    private Failures failures(Location location) {
        return new Failures(location, place.credential());
    }

    @FunctionalInterface
    private interface Deed {
        void to(RemoteObject object, ObjectState state) throws StoreException;
    }

    /** Does it with the object as it is now, tried again where that helps. */
    private void withObject(Location location, Deed deed) throws StoreException {
        RemoteObject object = place.at(location);
        try (Requests requests = new Requests(location, object, "coffer-object", retries, cancellation)) {
            requests.ask(() -> {
                ObjectState state = object.find()
                        .orElseThrow(() -> failures(location).failure(Kind.NOT_FOUND, "The object does not exist"));
                deed.to(object, state);
                return true;
            });
        }
    }

    /** What the service's number of parts allows; how much the account may hold, nobody tells. */
    @Override
    public Optional<FreeSpace> freeSpace(Location location) throws StoreException {
        PartRules rules = place.at(location).rules();
        long partBytes =
                transfer.partBytes().isPresent() ? transfer.partBytesFor(0, rules) : transfer.largestPartBytes(rules);
        return Optional.of(new FreeSpace(location.value(), partBytes * rules.maxPartCount()));
    }

    /**
     * Only what was uploaded with this store's credential, in its dialect. What resists does not keep the rest: the
     * first failure is thrown at the end.
     */
    @Override
    public List<Location> sweep() throws StoreException {
        List<Location> removed = new ArrayList<>();
        List<StoreException> resisting = new ArrayList<>();
        for (Uploads.Unfinished left : uploads.unfinished()) {
            if (left.credential().equals(place.credential()) && left.dialect().equals(place.dialect())) {
                try {
                    remove(left);
                    removed.add(left.location());
                } catch (StoreException resists) {
                    resisting.add(resists);
                }
            }
        }
        if (!resisting.isEmpty()) {
            throw resisting.get(0);
        }
        return removed;
    }

    private void remove(Uploads.Unfinished left) throws StoreException {
        Leftovers.Committed committed = left.failed() ? Leftovers.Committed.IS_REMOVED : Leftovers.Committed.STAYS;
        Leftovers.remove(left.location(), place.at(left.location()), left.upload(), committed, retries);
        left.entry().forget();
    }
}

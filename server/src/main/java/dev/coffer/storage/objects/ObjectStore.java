package dev.coffer.storage.objects;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Backup files in an object store, as one credential opens it. Locations are URLs. Thread-safe. */
public final class ObjectStore implements Store {

    private final ObjectPlace place;
    private final Transfer transfer;
    private final Uploads uploads;
    private final Retries retries;

    /** @param uploads the instance's */
    public ObjectStore(ObjectPlace place, Transfer transfer, Uploads uploads, Retries retries) {
        this.place = place;
        this.transfer = transfer;
        this.uploads = uploads;
        this.retries = retries;
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        RemoteObject object = place.at(location);
        Optional<ObjectState> state = retries.call(location, object::find);
        if (state.isEmpty()) {
            throw new StoreException(Kind.NOT_FOUND, location, "The object does not exist", null);
        }
        return new ObjectFile(location, object, state.get(), transfer, retries);
    }

    @Override
    public boolean exists(Location location) throws StoreException {
        RemoteObject object = place.at(location);
        return retries.call(location, object::find).isPresent();
    }

    @Override
    public StagedFile create(Location location, Existing existing) throws StoreException {
        RemoteObject object = place.at(location);
        Uploads.Hold hold = uploads.take(location, place.credential());
        return ObjectUpload.begin(location, object, existing, transfer, hold, retries);
    }

    @Override
    public boolean canGrow() {
        return false;
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        place.at(location);
        throw new StoreException(Kind.UNSUPPORTED, location, "An object holds one backup set and cannot grow", null);
    }

    /** What the service's number of parts allows; how much the account may hold, nobody tells. */
    @Override
    public OptionalLong freeBytes(Location location) throws StoreException {
        PartRules rules = place.at(location).rules();
        return OptionalLong.of(
                transfer.partBytes().isPresent()
                        ? (long) transfer.partBytesFor(0, rules) * rules.maxPartCount()
                        : transfer.largestPartBytes(rules) * rules.maxPartCount());
    }

    /** Only what this store's credential uploaded. */
    @Override
    public List<Location> sweep() throws StoreException {
        List<Location> removed = new ArrayList<>();
        for (Uploads.Unfinished left : uploads.unfinished()) {
            if (left.credential().equals(place.credential())) {
                Leftovers.Committed committed =
                        left.failed() ? Leftovers.Committed.IS_REMOVED : Leftovers.Committed.STAYS;
                Leftovers.remove(left.location(), place.at(left.location()), left.upload(), committed, retries);
                left.entry().forget();
                removed.add(left.location());
            }
        }
        return removed;
    }
}

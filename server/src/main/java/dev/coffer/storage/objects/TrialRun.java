package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.Trial;
import dev.coffer.storage.Trial.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tries a place out with a small object of its own, as a backup would use it. Confined to one thread. */
public final class TrialRun {

    private static final int BYTES = 64;

    /** Soon over: where a lock cannot be lifted, what was tried is free again when somebody looks. */
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final ObjectStore store;
    private final Location location;
    private final Instant now;
    private final List<Trial> trials = new ArrayList<>();

    /** @param location of an object that is not there */
    public TrialRun(ObjectStore store, Location location, Instant now) {
        this.store = store;
        this.location = location;
        this.now = now;
    }

    @FunctionalInterface
    private interface Attempt {
        /** What else there is to say. */
        Optional<String> make() throws IOException;
    }

    /** In the order of the steps; those that need the object are left out where it could not be written. */
    public List<Trial> run() {
        if (attempt(Step.WRITE, () -> write(location))) {
            attempt(Step.READ, this::read);
            attempt(Step.LIST, () -> {
                store.requireListed(location);
                return Optional.empty();
            });
            attempt(Step.LOCK, this::lock);
            attempt(Step.DELETE, () -> {
                store.remove(location);
                return Optional.empty();
            });
        }
        return List.copyOf(trials);
    }

    private boolean attempt(Step step, Attempt attempt) {
        Optional<StoreException> refusal = Optional.empty();
        Optional<String> remark = Optional.empty();
        try {
            remark = attempt.make();
        } catch (StoreException refused) {
            refusal = Optional.of(refused);
        } catch (IOException failed) {
            refusal = Optional.of(broken("It cannot be read: " + failed.getMessage()));
        }
        trials.add(new Trial(step, refusal, remark));
        return refusal.isEmpty();
    }

    /** An object of its own: a lock that cannot be lifted must not look like a place that deletes nothing. */
    private Optional<String> lock() throws IOException {
        Location locked = new Location(location.value() + "-locked");
        write(locked);
        try {
            store.tryLock(locked, now.plus(LOCK));
        } catch (StoreException refused) {
            removed(locked);
            throw refused;
        }
        return removed(locked) ? Optional.empty() : Optional.of("OK; '" + locked + "' stays until you delete it.");
    }

    private StoreException broken(String what) {
        return new StoreException(Kind.BROKEN, location, what, null);
    }

    private byte[] content() {
        byte[] content = new byte[BYTES];
        Arrays.fill(content, (byte) location.value().hashCode());
        return content;
    }

    private boolean removed(Location object) {
        try {
            store.remove(object);
            return true;
        } catch (StoreException stays) {
            return stays.kind() == Kind.NOT_FOUND;
        }
    }

    private Optional<String> write(Location object) throws IOException {
        try (StagedFile staged = store.create(object, Existing.REFUSE)) {
            staged.write(ByteBuffer.wrap(content()));
            staged.commit();
        }
        return Optional.empty();
    }

    private Optional<String> read() throws IOException {
        ByteBuffer back = ByteBuffer.allocate(BYTES);
        try (StoredFile file = store.open(location)) {
            file.readFully(0, back);
        }
        if (!Arrays.equals(back.array(), content())) {
            throw broken("Other bytes came back than were sent");
        }
        return Optional.empty();
    }
}

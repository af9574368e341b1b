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
        void make() throws IOException;
    }

    /** In the order of the steps; those that need the object are left out where it could not be written. */
    public List<Trial> run() {
        if (attempt(Step.WRITE, this::write)) {
            attempt(Step.READ, this::read);
            attempt(Step.LIST, () -> store.requireListed(location));
            attempt(Step.LOCK, () -> store.tryLock(location, now.plus(LOCK)));
            attempt(Step.DELETE, () -> store.remove(location));
        }
        return List.copyOf(trials);
    }

    private boolean attempt(Step step, Attempt attempt) {
        Optional<StoreException> refusal = Optional.empty();
        try {
            attempt.make();
        } catch (StoreException refused) {
            refusal = Optional.of(refused);
        } catch (IOException failed) {
            refusal = Optional.of(broken("It cannot be read: " + failed.getMessage()));
        }
        trials.add(new Trial(step, refusal));
        return refusal.isEmpty();
    }

    private StoreException broken(String what) {
        return new StoreException(Kind.BROKEN, location, what, null);
    }

    private byte[] content() {
        byte[] content = new byte[BYTES];
        Arrays.fill(content, (byte) location.value().hashCode());
        return content;
    }

    private void write() throws IOException {
        try (StagedFile staged = store.create(location, Existing.REFUSE)) {
            staged.write(ByteBuffer.wrap(content()));
            staged.commit();
        }
    }

    private void read() throws IOException {
        ByteBuffer back = ByteBuffer.allocate(BYTES);
        try (StoredFile file = store.open(location)) {
            file.readFully(0, back);
        }
        if (!Arrays.equals(back.array(), content())) {
            throw broken("Other bytes came back than were sent");
        }
    }
}

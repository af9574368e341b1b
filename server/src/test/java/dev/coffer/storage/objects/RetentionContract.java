package dev.coffer.storage.objects;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.Location;
import dev.coffer.storage.LockingDouble;
import dev.coffer.storage.LockingDouble.Locks;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is kept until a date cannot be removed before it, and where nothing is kept, nothing is written. */
public interface RetentionContract {

    /** A service, and the way to it; closed with the test. */
    LockingDouble service(Locks locks) throws Exception;

    ObjectPlace place();

    /** At the service that was made last. */
    Location location(String name);

    Path folder();

    private Store store(Optional<Instant> until) {
        Retries.Bounds quick = new Retries.Bounds(3, Duration.ofMillis(4), Duration.ofMillis(8), Duration.ofMinutes(1));
        return new ObjectStore(
                place(),
                Transfer.of(OptionalInt.empty(), OptionalInt.empty(), 1).retaining(until),
                Uploads.rememberedIn(folder().resolve("uploading"), Clock.systemUTC()),
                new Retries(quick, new SplittableRandom(1)),
                Cancellation.never());
    }

    private static void write(Store store, Location location, Existing existing) throws IOException {
        try (StagedFile staged = store.create(location, existing)) {
            staged.write(ByteBuffer.allocate(100));
            staged.commit();
        }
    }

    @Test
    default void whatIsKeptIsNeitherRemovedNorReplaced() throws Exception {
        LockingDouble service = service(Locks.KEPT);
        Instant until = Instant.now().plus(Duration.ofDays(3));
        Store keeping = store(Optional.of(until));
        write(keeping, location("kept"), Existing.REFUSE);
        Instant asked = until.truncatedTo(ChronoUnit.SECONDS);
        assertThat(service.lockedUntil().values())
                .singleElement()
                .satisfies(kept -> assertThat(kept).isBetween(asked, until));
        try (StoredFile file = keeping.open(location("kept"))) {
            assertThat(file.lockedUntil())
                    .hasValueSatisfying(kept -> assertThat(kept).isBetween(asked, until));
        }
        assertKind(() -> keeping.remove(location("kept")), Kind.DENIED);
        assertKind(() -> write(keeping, location("kept"), Existing.REPLACE), Kind.DENIED);
        assertThat(keeping.exists(location("kept"))).isTrue();
    }

    @Test
    default void whatNeedNotBeKeptIsNot() throws Exception {
        LockingDouble service = service(Locks.KEPT);
        Store store = store(Optional.empty());
        write(store, location("free"), Existing.REFUSE);
        try (StoredFile file = store.open(location("free"))) {
            assertThat(file.lockedUntil()).isEmpty();
        }
        store.remove(location("free"));
        assertThat(service.lockedUntil()).isEmpty();
    }

    @Test
    default void aServiceThatKeepsNothingGetsNothing() throws Exception {
        for (Locks locks : new Locks[] {Locks.REFUSED, Locks.IGNORED}) {
            LockingDouble service = service(locks);
            Store keeping = store(Optional.of(Instant.now().plus(Duration.ofDays(3))));
            assertKind(() -> write(keeping, location("a"), Existing.REFUSE), Kind.UNSUPPORTED);
            assertThat(service.lockedUntil()).as("%s", locks).isEmpty();
        }
    }
}

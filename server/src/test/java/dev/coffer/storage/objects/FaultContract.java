package dev.coffer.storage.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.FaultProxy.Fault;
import dev.coffer.storage.FaultProxy.Script;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What an object store makes of every fault at every request: the file, whole, or an error that says what was answered
 * and to which credential; and nothing stays behind. A few by chance in every run, all with {@code
 * -Dcoffer.faults=all}.
 */
public interface FaultContract {

    /** Longer than any honest answer on loopback takes. */
    Duration REQUEST_TIMEOUT = Duration.ofSeconds(4);

    FaultProxy proxy();

    /** Through the proxy. */
    ObjectPlace place();

    /** Through the proxy. */
    Location location(String name);

    /** A folder of the test's own. */
    Path folder();

    Random random();

    int partBytes();

    /** The number of the first request of an upload that sends a part. */
    int partRequest();

    /** How many of the quick cases every run takes. */
    int casesAtRandom();

    /** What the service itself has under the name; empty when it has nothing. */
    Optional<byte[]> content(String name);

    /** What the service itself knows of parts that nobody committed, under any name of the test's. */
    List<String> unfinished();

    /** A case: what happens to which request. */
    record Case(Fault fault, int number, boolean lasting) {
        Script script() {
            return lasting ? Script.from(fault, number) : Script.once(fault, number);
        }
    }

    private Store store(Cancellation cancellation) {
        Retries.Bounds quick = new Retries.Bounds(3, Duration.ofMillis(4), Duration.ofMillis(8), Duration.ofMinutes(1));
        return new ObjectStore(
                place(),
                Transfer.of(OptionalInt.of(partBytes()), OptionalInt.of(3), 1),
                Uploads.rememberedIn(folder().resolve("uploading"), Clock.systemUTC()),
                new Retries(quick, new SplittableRandom(1)),
                cancellation);
    }

    /** Two parts. */
    private byte[] bytes() {
        return bytes(partBytes() + 1000);
    }

    /** For what the number of parts does not matter to. */
    private byte[] onePart() {
        return bytes(1000);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random().nextBytes(bytes);
        return bytes;
    }

    private static void write(Store store, Location location, byte[] bytes) throws IOException {
        try (StagedFile staged = store.create(location, Existing.REFUSE)) {
            staged.write(ByteBuffer.wrap(bytes));
            staged.commit();
        }
    }

    private byte[] read(Store store, Location location) throws IOException {
        try (StoredFile file = store.open(location)) {
            ByteBuffer all = ByteBuffer.allocate((int) file.sizeBytes());
            while (all.hasRemaining()) {
                int count = Math.min(all.remaining(), partBytes() / 3);
                file.readFully(all.position(), all.slice(all.position(), count));
                all.position(all.position() + count);
            }
            return all.array();
        }
    }

    /** Stalls cost time, and where they last, more of it: of those there are few. */
    private List<Case> cases(int requests, int atRandom) {
        boolean all = "all".equals(System.getProperty("coffer.faults"));
        List<Case> quick = new ArrayList<>();
        List<Case> slow = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            for (int number = 1; number <= requests; number++) {
                (fault.stalls() ? slow : quick).add(new Case(fault, number, false));
                if (!fault.stalls()) {
                    quick.add(new Case(fault, number, true));
                }
            }
        }
        Collections.shuffle(quick, random());
        Collections.shuffle(slow, random());
        List<Case> chosen = new ArrayList<>(quick.subList(0, all ? quick.size() : Math.min(atRandom, quick.size())));
        chosen.addAll(slow.subList(0, all ? slow.size() : 1));
        return chosen;
    }

    @Test
    default void anUploadIsWholeOrNamedAndGone() throws IOException {
        byte[] bytes = bytes();
        proxy().heal();
        write(store(Cancellation.never()), location("counted"), bytes);
        int requests = proxy().count();
        assertThat(requests).isGreaterThanOrEqualTo(5);
        for (Case one : cases(requests, casesAtRandom())) {
            String name = "upload-" + UUID.randomUUID();
            proxy().spoil(one.script());
            Optional<StoreException> failure = Optional.empty();
            try {
                write(store(Cancellation.never()), location(name), bytes);
            } catch (StoreException failed) {
                failure = Optional.of(failed);
            }
            assertThat(proxy().spoiltCount()).as("%s was met", one).isPositive();
            proxy().heal();
            if (failure.isPresent()) {
                requireNamed(one, failure.get());
                if (one.lasting()) {
                    store(Cancellation.never()).sweep();
                }
                assertThat(content(name))
                        .as("%s left %s", one, failure.get().getMessage())
                        .isEmpty();
            } else {
                assertThat(content(name))
                        .as("%s", one)
                        .hasValueSatisfying(there -> assertThat(there).isEqualTo(bytes));
            }
            assertThat(unfinished()).as("%s after %s", one, failure).isEmpty();
            assertThat(remembered()).as("%s after %s", one, failure).isEmpty();
        }
    }

    @Test
    default void aReadGivesTheBytesOrIsNamed() throws IOException {
        byte[] bytes = bytes();
        proxy().heal();
        write(store(Cancellation.never()), location("read"), bytes);
        proxy().heal();
        assertThat(read(store(Cancellation.never()), location("read"))).isEqualTo(bytes);
        int requests = proxy().count();
        assertThat(requests).isGreaterThanOrEqualTo(3);
        for (Case one : cases(requests, casesAtRandom() / 2)) {
            proxy().spoil(one.script());
            try {
                assertThat(read(store(Cancellation.never()), location("read")))
                        .as("%s", one)
                        .isEqualTo(bytes);
            } catch (StoreException failed) {
                requireNamed(one, failed);
            }
            proxy().heal();
        }
    }

    private static void requireNamed(Case one, StoreException failure) {
        assertThat(failure).as("%s", one).hasMessageContaining("tried with the credential '");
        // A look at the name that finds nothing is an answer like any other.
        boolean absent = one.fault() == Fault.NOT_FOUND && failure.getMessage().matches(".* (not there|not exist),.*");
        if (one.fault().status().isPresent() && !absent) {
            assertThat(failure)
                    .as("%s", one)
                    .hasMessageContaining("HTTP " + one.fault().status().get());
        }
        assertThat(failure.getMessage()).doesNotContain("sig=").doesNotContain("?");
        assertThat(failure.getCause()).as("%s", one).isNull();
    }

    @Test
    default void whatMayPassIsTriedAgain() throws IOException {
        byte[] bytes = onePart();
        for (Fault fault : List.of(Fault.TOO_MANY, Fault.BROKEN, Fault.BUSY, Fault.RESET, Fault.CUT_ANSWER)) {
            String name = "again-" + UUID.randomUUID();
            proxy().spoil(Script.once(fault, 2 + random().nextInt(3)));
            write(store(Cancellation.never()), location(name), bytes);
            assertThat(proxy().spoiltCount()).isEqualTo(1);
            assertThat(content(name))
                    .hasValueSatisfying(there -> assertThat(there).isEqualTo(bytes));
        }
        proxy().heal();
    }

    /** Whoever cancels while the service stalls is heard at once; what was sent goes as soon as it answers again. */
    @Test
    default void aStalledUploadIsCancelled() throws Exception {
        byte[] bytes = onePart();
        proxy().spoil(Script.once(Fault.STALL, partRequest()));
        Cancellation cancellation = new Cancellation();
        Thread canceller = cancelAt(partRequest(), cancellation);
        assertTimeout(
                Duration.ofSeconds(3),
                () -> assertThatThrownBy(() -> write(store(cancellation), location("stalled"), bytes))
                        .isInstanceOf(CancellationException.class));
        canceller.join();
        proxy().heal();
        assertThat(content("stalled")).isEmpty();
        assertThat(unfinished()).isEmpty();
        assertThat(remembered()).isEmpty();
    }

    @Test
    default void aStalledReadIsCancelled() throws Exception {
        byte[] bytes = onePart();
        proxy().heal();
        write(store(Cancellation.never()), location("slow"), bytes);
        for (Fault fault : List.of(Fault.STALL, Fault.STALLED_ANSWER)) {
            for (int number : List.of(1, 2)) {
                proxy().spoil(Script.from(fault, number));
                Cancellation cancellation = new Cancellation();
                Thread canceller = cancelAt(number, cancellation);
                assertTimeout(
                        Duration.ofSeconds(2),
                        () -> assertThatThrownBy(() -> read(store(cancellation), location("slow")))
                                .isInstanceOf(CancellationException.class));
                canceller.join();
            }
        }
        proxy().heal();
    }

    /** Nothing was begun, so there is nothing to clear up, now or later. */
    @Test
    default void whatWasRefusedAtTheFirstLookIsNotRemembered() throws IOException {
        proxy().spoil(Script.from(Fault.DENIED, 1));
        assertThatThrownBy(() -> store(Cancellation.never()).create(location("refused"), Existing.REFUSE))
                .isInstanceOf(StoreException.class);
        int requests = proxy().count();
        proxy().heal();
        assertThat(requests).isEqualTo(1);
        assertThat(remembered()).isEmpty();
    }

    /** A kill at any moment of an upload leaves what the next start clears up by. */
    @Test
    default void anUploadIsRememberedBeforeTheServiceHearsOfIt() throws Exception {
        byte[] bytes = onePart();
        for (int number = 1; number <= partRequest(); number++) {
            proxy().spoil(Script.once(Fault.STALL, number));
            Cancellation cancellation = new Cancellation();
            FutureTask<List<Path>> look = lookAt(number, cancellation);
            String name = "heard-" + UUID.randomUUID();
            assertThatThrownBy(() -> write(store(cancellation), location(name), bytes))
                    .isInstanceOf(CancellationException.class);
            assertThat(look.get()).as("at request %d", number).hasSize(1);
            proxy().heal();
            store(Cancellation.never()).sweep();
            assertThat(content(name)).isEmpty();
            assertThat(remembered()).isEmpty();
        }
    }

    @Test
    default void whatResistsKeepsNothingElseFromBeingClearedUp() throws IOException {
        proxy().heal();
        Uploads earlier = Uploads.rememberedIn(folder().resolve("uploading"), Clock.systemUTC());
        for (String url : List.of("s3://nowhere", location("left").value(), "http://nowhere")) {
            earlier.take(new Location(url), place().credential(), place().dialect());
        }
        assertThat(remembered()).hasSize(3);
        assertThatThrownBy(() -> store(Cancellation.never()).sweep()).isInstanceOf(StoreException.class);
        assertThat(remembered()).hasSize(2);
    }

    private Thread cancelAt(int request, Cancellation cancellation) {
        Thread canceller = new Thread(() -> {
            try {
                proxy().awaitRequests(request);
                cancellation.cancel();
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();
        return canceller;
    }

    /** What is remembered while that request waits for its answer; then the upload is cancelled. */
    private FutureTask<List<Path>> lookAt(int request, Cancellation cancellation) {
        FutureTask<List<Path>> look = new FutureTask<>(() -> {
            proxy().awaitRequests(request);
            try {
                return remembered();
            } finally {
                cancellation.cancel();
            }
        });
        new Thread(look, "look").start();
        return look;
    }

    private List<Path> remembered() throws IOException {
        Path uploading = folder().resolve("uploading");
        if (!Files.exists(uploading)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(uploading)) {
            return entries.toList();
        }
    }
}

package dev.coffer.storage.objects;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every object store keeps beyond the contract of all stores. */
public interface ObjectStoreContract {

    int PART_BYTES = 5 << 20;

    ObjectPlace place();

    /** Where the uploads of this test's stores are remembered. */
    Path ledger();

    Location location(String name);

    /** Names of the objects of which parts were sent that nobody committed. */
    List<String> unfinished();

    /** Small parts and short pauses. */
    static Store store(ObjectPlace place, Path folder) {
        Retries.Bounds quick = new Retries.Bounds(4, Duration.ofMillis(4), Duration.ofMillis(8), Duration.ofMinutes(1));
        return new ObjectStore(
                place,
                Transfer.of(OptionalInt.of(PART_BYTES), OptionalInt.of(4), 1),
                Uploads.rememberedIn(folder.resolve("uploading"), Clock.systemUTC()),
                new Retries(quick, new SplittableRandom(1)),
                Cancellation.never());
    }

    @Test
    default void aLargeObjectGoesInPartsAndComesBackAhead() throws IOException {
        byte[] bytes = new byte[4 * PART_BYTES + 12345];
        new Random(7).nextBytes(bytes);
        Store store = store(place(), ledger());
        try (StagedFile staged = store.create(location("large"), Existing.REFUSE)) {
            for (int offset = 0; offset < bytes.length; offset += 700_001) {
                staged.write(ByteBuffer.wrap(bytes, offset, Math.min(700_001, bytes.length - offset)));
            }
            staged.commit();
        }
        byte[] back = new byte[bytes.length];
        try (StoredFile file = store.open(location("large"))) {
            for (int offset = 0; offset < back.length; offset += 300_007) {
                file.readFully(offset, ByteBuffer.wrap(back, offset, Math.min(300_007, back.length - offset)));
                ByteBuffer elsewhere = ByteBuffer.allocate(100);
                file.readFully(bytes.length - 100, elsewhere);
                assertThat(elsewhere.array()[99]).isEqualTo(bytes[bytes.length - 1]);
            }
        }
        assertThat(back).isEqualTo(bytes);
        assertThat(remembered()).isEmpty();
    }

    /** More than a hundred MiB, of which neither side ever holds more than a few parts. */
    @Test
    default void aGreatObjectGoesInParallelParts() throws IOException {
        long sizeBytes = (104L << 20) + 4321;
        Store store = store(place(), ledger());
        byte[] block = new byte[1 << 20];
        new Random(11).nextBytes(block);
        MessageDigest sent = sha256();
        try (StagedFile staged = store.create(location("great"), Existing.REFUSE)) {
            staged.expectBytes(sizeBytes);
            for (long offset = 0; offset < sizeBytes; offset += block.length) {
                int length = (int) Math.min(block.length, sizeBytes - offset);
                // No two blocks alike: parts that change places would pass unseen.
                ByteBuffer.wrap(block).putLong(0, offset);
                sent.update(block, 0, length);
                staged.write(ByteBuffer.wrap(block, 0, length));
            }
            staged.commit();
        }
        MessageDigest read = sha256();
        try (StoredFile file = store.open(location("great"))) {
            assertThat(file.sizeBytes()).isEqualTo(sizeBytes);
            for (long offset = 0; offset < sizeBytes; offset += block.length) {
                int length = (int) Math.min(block.length, sizeBytes - offset);
                file.readFully(offset, ByteBuffer.wrap(block, 0, length));
                read.update(block, 0, length);
            }
        }
        assertThat(read.digest()).isEqualTo(sent.digest());
        store.remove(location("great"));
        assertThat(store.exists(location("great"))).isFalse();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    default void whatIsGivenUpLeavesNoParts() throws IOException {
        Store store = store(place(), ledger());
        try (StagedFile staged = store.create(location("half"), Existing.REFUSE)) {
            staged.write(ByteBuffer.allocate(3 * PART_BYTES));
            staged.giveUp();
            assertKind(() -> staged.write(ByteBuffer.allocate(9 * PART_BYTES)), Kind.INTERRUPTED);
        }
        assertThat(store.exists(location("half"))).isFalse();
        assertThat(unfinished()).isEmpty();
        assertThat(remembered()).isEmpty();
    }

    /** The store that is left behind stands for a process that was killed: what it remembers is all that stays. */
    @Test
    default void aKilledUploadIsClearedUpByTheNextProcess() throws IOException {
        StagedFile killed = store(place(), ledger()).create(location("killed"), Existing.REFUSE);
        killed.write(ByteBuffer.allocate(2 * PART_BYTES));
        killed.giveUp();
        Store next = store(place(), ledger());
        assertThat(next.sweep()).containsExactly(location("killed"));
        assertThat(next.exists(location("killed"))).isFalse();
        assertThat(unfinished()).isEmpty();
        assertThat(remembered()).isEmpty();
    }

    @Test
    default void plainHttpGoesToLoopbackOnly() {
        Store store = store(place(), ledger());
        assertKind(() -> store.open(new Location("http://storage.example.com/c/b")), Kind.DENIED);
        assertKind(() -> store.create(new Location("http://10.0.0.1/a/c/b"), Existing.REFUSE), Kind.DENIED);
    }

    private List<Path> remembered() throws IOException {
        Path folder = ledger().resolve("uploading");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}

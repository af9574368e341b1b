package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.MirroredSet;
import dev.coffer.media.StripedSet;
import dev.coffer.media.Suite;
import dev.coffer.pipeline.BackupTarget.Placement;
import dev.coffer.storage.FaultyStore;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media sets of several families, and mirrors of them. */
@Timeout(60)
final class StripesTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final Keys KEYS = new Keys();

    @TempDir
    private Path temporary;

    private final BackupPipeline backups = new BackupPipeline(Clock.systemUTC(), new SecureRandom(), 2);
    private final List<StoredFile> open = new ArrayList<>();
    private final List<Integer> lost = new ArrayList<>();
    private Path folder;
    private Store store;

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createDirectory(temporary.resolve("backups"));
        store = new DiskStore(temporary.resolve("ledger"), List.of());
    }

    @AfterEach
    void end() {
        open.forEach(StoredFile::close);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0",
        "2, 1",
        "3, 1048576",
        "3, 1048577",
        "3, 3145728",
        "2, 2097153",
        "5, 7340043",
        "7, 15728647",
        "64, 2621440"
    })
    void whatWentInComesOut(int families, long payloadBytes) throws Exception {
        BackupOutcome outcome = backUp(payloadBytes, targets(families, 1, Placement.CREATE), Suite.AES_256_GCM);
        assertThat(outcome.familyGuids()).hasSize(families).doesNotHaveDuplicates();
        BackupSet set = set(families, 1, 1);
        assertThat(set.root()).isEqualTo(outcome.root());
        assertThat(set.sizeBytes()).isEqualTo(outcome.setBytes());
        assertThat(restored(set)).isEqualTo(payloadBytes);
        assertThat(new VerifyPipeline(2)
                        .run(reading(set), Progress.none(), Cancellation.never())
                        .payloadBytes())
                .isEqualTo(payloadBytes);
    }

    @Test
    void everyStripeHasASaltAndKeysOfItsOwn() throws Exception {
        backUp(4L * MEBIBYTE, targets(2, 1, Placement.CREATE), Suite.AES_256_GCM);
        byte[] one = Files.readAllBytes(file(1, 0));
        byte[] two = Files.readAllBytes(file(2, 0));
        int saltAt = 24;
        int labelBytes = indexOf(one, "CFRSET");
        assertThat(labelBytes).isEqualTo(indexOf(two, "CFRSET"));
        assertThat(Arrays.copyOfRange(one, labelBytes + saltAt, labelBytes + saltAt + 32))
                .isNotEqualTo(Arrays.copyOfRange(two, labelBytes + saltAt, labelBytes + saltAt + 32));
    }

    @Test
    void setsAreAppendedInEveryFamily() throws Exception {
        backUp(3L * MEBIBYTE, targets(2, 2, Placement.CREATE), Suite.NONE);
        BackupOutcome second = backUp(5L * MEBIBYTE + 1, targets(2, 2, Placement.APPEND), Suite.AES_128_GCM);
        assertThat(second.core().position()).isEqualTo(2);
        assertThat(restored(set(2, 2, 1))).isEqualTo(3L * MEBIBYTE);
        assertThat(restored(set(2, 2, 2))).isEqualTo(5L * MEBIBYTE + 1);
    }

    @Test
    void mirrorsDifferInTheirNumberAlone() throws Exception {
        backUp(3L * MEBIBYTE, targets(2, 3, Placement.CREATE), Suite.AES_256_GCM);
        for (int family = 1; family <= 2; family++) {
            byte[] first = Files.readAllBytes(file(family, 0));
            byte[] third = Files.readAllBytes(file(family, 2));
            int mirrorNumberAt = 10;
            assertThat(third[mirrorNumberAt]).isEqualTo((byte) 2);
            third[mirrorNumberAt] = 0;
            assertThat(third).isEqualTo(first);
        }
    }

    @Test
    void aDamagedMirrorIsReplacedByItsTwin() throws Exception {
        backUp(6L * MEBIBYTE, targets(2, 2, Placement.CREATE), Suite.AES_256_GCM);
        byte[] damaged = Files.readAllBytes(file(2, 0));
        for (int at = damaged.length / 4; at < damaged.length / 2; at += 40_000) {
            damaged[at] ^= 1;
        }
        Files.write(file(2, 0), damaged);

        assertThatThrownBy(() -> restored(set(2, 1, 1)))
                .isInstanceOfSatisfying(
                        DamagedMedia.class,
                        damage -> assertThat(damage.familyNumber()).isEqualTo(2));
        assertThat(restored(set(2, 2, 1))).isEqualTo(6L * MEBIBYTE);
        assertThat(lost).isNotEmpty().allMatch(mirror -> mirror == 0);
    }

    @Test
    void stripesOfAnotherBackupAreRefused() throws Exception {
        backUp(3L * MEBIBYTE, targets(2, 1, Placement.CREATE), Suite.NONE);
        BackupSet first = member(1, 0, 1);
        backUp(3L * MEBIBYTE, targets(2, 1, Placement.REPLACE), Suite.NONE);
        BackupSet foreign = member(2, 0, 1);
        assertThatThrownBy(() -> StripedSet.of(List.of(first, foreign))).isInstanceOf(DamagedMedia.class);
        assertThatThrownBy(() -> StripedSet.of(List.of(foreign))).isInstanceOf(DamagedMedia.class);
        assertThatThrownBy(() -> StripedSet.of(List.of(foreign, foreign))).isInstanceOf(DamagedMedia.class);
    }

    @Test
    void aFailureOfOneFileLeavesNothing() throws Exception {
        for (long atByte : new long[] {0, 5000, 500_000, Long.MAX_VALUE}) {
            FaultyStore full = new FaultyStore(store, new FaultyStore.Fault(atByte, StoreException.Kind.NO_SPACE));
            List<List<BackupTarget>> families =
                    new ArrayList<>(targets(3, 2, Placement.CREATE).families());
            BackupTarget good = families.get(0).get(0);
            BackupTarget bad = new BackupTarget(full, good.location(), good.placement(), good.newLabel());
            families.set(0, List.of(bad, families.get(0).get(1)));
            assertThatThrownBy(() -> backUp(24L * MEBIBYTE, new MediaTargets(families, Set.of()), Suite.AES_256_GCM))
                    .as("fault at byte %d", atByte)
                    .isInstanceOf(StoreException.class);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void aDiskWithRoomForEachFileButNotForAllIsRefusedBeforeAnythingIsWritten() throws Exception {
        long freeBytes = store.freeSpace(new Location(file(1, 0).toString()))
                .orElseThrow()
                .bytes();
        for (int mirrors = 1; mirrors <= 2; mirrors++) {
            // Each of four files would fill 40 % of what is free.
            long payloadBytes = freeBytes / 5 * 2 * (4 / mirrors);
            GeneratedSnapshot snapshot = new GeneratedSnapshot(1, payloadBytes, bytes -> {
                throw new AssertionError("It was begun");
            });
            BackupOrder order = new BackupOrder(
                    any -> snapshot,
                    targets(4 / mirrors, mirrors, Placement.CREATE),
                    Drafts.full(),
                    KEYS.protection(Suite.NONE),
                    Compression.none(),
                    Restraint.NONE);
            assertThatThrownBy(() -> backups.run(order, Progress.none(), Cancellation.never()))
                    .as("%s mirrors", mirrors)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            full -> assertThat(full.kind()).isEqualTo(StoreException.Kind.NO_SPACE))
                    .hasMessageContaining("at least");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void aFailedCommitTakesAppendedStripesBack() throws Exception {
        backUp(2L * MEBIBYTE, targets(2, 1, Placement.CREATE), Suite.NONE);
        long one = Files.size(file(1, 0));
        long two = Files.size(file(2, 0));
        FaultyStore full = new FaultyStore(store, new FaultyStore.Fault(Long.MAX_VALUE, StoreException.Kind.BROKEN));
        MediaTargets sound = targets(2, 1, Placement.APPEND);
        BackupTarget good = sound.families().get(0).get(0);
        BackupTarget bad = new BackupTarget(full, good.location(), good.placement(), good.newLabel());
        MediaTargets targets =
                new MediaTargets(List.of(List.of(bad), sound.families().get(1)), Set.of());
        assertThatThrownBy(() -> backUp(2L * MEBIBYTE, targets, Suite.NONE)).isInstanceOf(StoreException.class);
        assertThat(Files.size(file(1, 0))).isEqualTo(one);
        assertThat(Files.size(file(2, 0))).isEqualTo(two);
    }

    /** What a kill between two commits leaves: some families show the set, the first does not. */
    @Test
    void whatAKilledBackupLeftGivesWayUnlessItIsKnown() throws Exception {
        backUp(2L * MEBIBYTE, targets(3, 1, Placement.CREATE), Suite.NONE);
        byte[] one = Files.readAllBytes(file(1, 0));
        BackupOutcome killed = backUp(3L * MEBIBYTE, targets(3, 1, Placement.APPEND), Suite.NONE);
        Files.write(file(1, 0), one);

        assertThat(restored(set(3, 1, 1))).isEqualTo(2L * MEBIBYTE);
        assertThatThrownBy(() -> set(3, 1, 2)).isInstanceOf(DamagedMedia.class);
        assertThatThrownBy(() -> backUp(4L * MEBIBYTE, targets(3, 1, Placement.APPEND), Suite.NONE))
                .isInstanceOf(DamagedMedia.class);

        MediaTargets targets = targets(3, 1, Placement.APPEND);
        Set<UUID> unfinished = Set.of(killed.core().setGuid());
        BackupOutcome next = backUp(4L * MEBIBYTE, new MediaTargets(targets.families(), unfinished), Suite.AES_256_GCM);
        assertThat(next.core().position()).isEqualTo(2);
        assertThat(restored(set(3, 1, 2))).isEqualTo(4L * MEBIBYTE);
    }

    @Test
    void aBackupKeepsToItsPaceWithItsMirrorsCounted() throws Exception {
        long payloadBytes = 3L * MEBIBYTE;
        BackupOrder order = new BackupOrder(
                any -> new GeneratedSnapshot(1, payloadBytes, GeneratedSnapshot.NOBODY),
                targets(1, 2, Placement.CREATE),
                Drafts.full(),
                KEYS.protection(Suite.NONE),
                Compression.none(),
                new Restraint(8L * MEBIBYTE, 1, Restraint.Buffering.ORDINARY));
        long begunNanos = System.nanoTime();
        backups.run(order, Progress.none(), Cancellation.never());
        // The last of three chunks has its turn when the others have gone to two mirrors each.
        assertThat(System.nanoTime() - begunNanos).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(450));
    }

    @Test
    void cancellingLeavesNothing() throws Exception {
        Cancellation cancellation = new Cancellation();
        GeneratedSnapshot endless = new GeneratedSnapshot(1, Long.MAX_VALUE / 2, written -> {
            if (written > 20L * MEBIBYTE) {
                cancellation.cancel();
            }
        });
        assertThatThrownBy(() -> backups.run(
                        new BackupOrder(
                                any -> endless,
                                targets(4, 2, Placement.CREATE),
                                Drafts.full(),
                                KEYS.protection(Suite.NONE),
                                Compression.zstd(1),
                                Restraint.NONE),
                        Progress.none(),
                        cancellation))
                .isInstanceOf(CancellationException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private Path file(int family, int mirror) {
        return folder.resolve(family + "-" + mirror + ".bak");
    }

    private MediaTargets targets(int familyCount, int mirrorCount, Placement placement) {
        UUID mediaSet = UUID.randomUUID();
        List<List<BackupTarget>> families = new ArrayList<>();
        for (int family = 1; family <= familyCount; family++) {
            UUID guid = UUID.randomUUID();
            List<BackupTarget> mirrors = new ArrayList<>();
            for (int mirror = 0; mirror < mirrorCount; mirror++) {
                MediaLabel label =
                        new MediaLabel(mediaSet, guid, family, familyCount, mirror, mirrorCount, "", "", Instant.EPOCH);
                Location location = new Location(file(family, mirror).toString());
                mirrors.add(new BackupTarget(store, location, placement, label));
            }
            families.add(mirrors);
        }
        return new MediaTargets(families, Set.of());
    }

    private BackupOutcome backUp(long payloadBytes, MediaTargets targets, Suite suite) throws Exception {
        GeneratedSnapshot snapshot = new GeneratedSnapshot(payloadBytes, payloadBytes, GeneratedSnapshot.NOBODY);
        BackupOrder order = new BackupOrder(
                any -> snapshot, targets, Drafts.full(), KEYS.protection(suite), Compression.zstd(1), Restraint.NONE);
        return backups.run(order, Progress.none(), Cancellation.never());
    }

    private BackupSet member(int family, int mirror, int position) throws IOException, DamagedMedia {
        StoredFile file = store.open(new Location(file(family, mirror).toString()));
        open.add(file);
        return MediaFile.read(file).set(position);
    }

    private BackupSet set(int familyCount, int mirrorCount, int position) throws IOException, DamagedMedia {
        List<BackupSet> families = new ArrayList<>();
        for (int family = 1; family <= familyCount; family++) {
            List<BackupSet> mirrors = new ArrayList<>();
            for (int mirror = 0; mirror < mirrorCount; mirror++) {
                mirrors.add(member(family, mirror, position));
            }
            families.add(MirroredSet.of(mirrors, (mirror, why) -> lost.add(mirror)));
        }
        return StripedSet.of(families);
    }

    private static SetReading reading(BackupSet set) {
        List<dev.coffer.media.Identity> identities =
                set.core().suite() == Suite.NONE ? List.of() : List.of(KEYS.identity());
        return new SetReading(set, set.source(), identities, KEYS.trust(), Optional.empty());
    }

    private static long restored(BackupSet set) throws Exception {
        return new RestorePipeline(2)
                .run(
                        reading(set),
                        (payload, cancelled) -> compare(payload, set.trailer().payloadBytes()),
                        Progress.none(),
                        Cancellation.never());
    }

    private static long compare(InputStream payload, long seed) throws IOException {
        GeneratedSnapshot.Pieces expected = new GeneratedSnapshot.Pieces(seed);
        long bytes = 0;
        for (byte[] piece = payload.readNBytes(99_999); piece.length > 0; piece = payload.readNBytes(99_999)) {
            assertThat(Arrays.equals(piece, expected.next(piece.length)))
                    .as("payload from byte %d", bytes)
                    .isTrue();
            bytes += piece.length;
        }
        return bytes;
    }
}

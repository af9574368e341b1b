package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.engine.EngineException;
import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkRef;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.Suite;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.pipeline.BackupTarget.Placement;
import dev.coffer.storage.FaultyStore;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class PipelineTest {

    private static final int MEBIBYTE = 1 << 20;
    private static final long ENDLESS = Long.MAX_VALUE / 2;
    private static final Keys KEYS = new Keys();

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path temporary;

    private final BackupPipeline backups = new BackupPipeline(Clock.systemUTC(), new SecureRandom(), 3);
    private final RestorePipeline restores = new RestorePipeline(3);
    private final VerifyPipeline verifications = new VerifyPipeline(3);
    private Path folder;
    private Location location;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        folder = Files.createDirectory(temporary.resolve("backups"));
        location = new Location(folder.resolve("a.bak").toString());
        store = new DiskStore(temporary.resolve("ledger"), List.of());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, MEBIBYTE - 1, MEBIBYTE, MEBIBYTE + 1, 20 * MEBIBYTE + 123})
    void whatWentInComesOut(long payloadBytes) throws Exception {
        BackupOutcome outcome = backup(payloadBytes, Suite.AES_256_GCM, Compression.zstd(1));
        assertThat(outcome.trailer().payloadBytes()).isEqualTo(payloadBytes);
        assertThat(outcome.core().position()).isEqualTo(1);
        assertThat(outcome.core().database().firstLsn()).isEqualTo(1000);
        assertThat(outcome.setBytes()).isPositive().isLessThan(Files.size(file()));
        assertThat(restored(1)).isEqualTo(payloadBytes);
        VerifyReport report = verify(1);
        assertThat(report.payloadBytes()).isEqualTo(payloadBytes);
        assertThat(report.chunkCount()).isEqualTo(Math.max(1, (payloadBytes + MEBIBYTE - 1) / MEBIBYTE));
        assertThat(report.sealedBytes()).isLessThan(outcome.setBytes());
    }

    @ParameterizedTest
    @CsvSource({"NONE,true", "NONE,false", "AES_128_GCM,true", "AES_192_GCM,false", "AES_256_GCM,false"})
    void everySuiteGoesWithAndWithoutCompression(Suite suite, boolean compressed) throws Exception {
        long payloadBytes = 3L * MEBIBYTE + 7;
        BackupOutcome outcome = backup(payloadBytes, suite, compressed ? Compression.zstd(3) : Compression.none());
        assertThat(outcome.setBytes() < payloadBytes).isEqualTo(compressed);
        assertThat(restored(1)).isEqualTo(payloadBytes);
    }

    @Test
    void setsAreAppendedAndChained() throws Exception {
        BackupOutcome first = backup(MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        BackupOutcome second = backup(2L * MEBIBYTE, Suite.NONE, Compression.zstd(1));
        assertThat(second.core().position()).isEqualTo(2);
        assertThat(second.core().previousRoot()).isEqualTo(first.root());
        assertThat(second.core().label()).isEqualTo(first.core().label());
        assertThat(restored(1)).isEqualTo(MEBIBYTE);
        assertThat(restored(2)).isEqualTo(2L * MEBIBYTE);
    }

    @Test
    void aTornTailIsCutOffByTheNextAppend() throws Exception {
        backup(MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        long oneSet = Files.size(file());
        backup(3L * MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        byte[] both = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(both, (int) (oneSet + (both.length - oneSet) / 2)));

        BackupOutcome again = backup(MEBIBYTE / 2, Suite.AES_256_GCM, Compression.zstd(1));
        assertThat(again.core().position()).isEqualTo(2);
        assertThat(restored(1)).isEqualTo(MEBIBYTE);
        assertThat(restored(2)).isEqualTo(MEBIBYTE / 2);
    }

    @Test
    void aForeignFileIsNeitherAppendedToNorChanged() throws Exception {
        Files.writeString(file(), "a letter, not a backup".repeat(50));
        DamagedMedia refused =
                catchThrowableOfType(DamagedMedia.class, () -> backup(MEBIBYTE, Suite.NONE, Compression.none()));
        assertThat(refused.kind()).isEqualTo(DamagedMedia.Kind.FOREIGN);
        assertThat(file()).hasContent("a letter, not a backup".repeat(50));
        assertThat(names()).containsExactly("a.bak");
    }

    @Test
    void aFailingStoreFailsTheBackupAndLeavesNothing() throws Exception {
        Random random = seeds.random();
        for (int round = 0; round < 5; round++) {
            FaultyStore.Fault fault = round == 0
                    ? FaultyStore.Fault.atCommit(StoreException.Kind.NO_SPACE)
                    : new FaultyStore.Fault(1 + random.nextInt(MEBIBYTE), StoreException.Kind.NO_SPACE);
            Store faulty = new FaultyStore(store, fault);
            GeneratedSnapshot snapshot = new GeneratedSnapshot(1, 12L * MEBIBYTE, GeneratedSnapshot.NOBODY);
            StoreException thrown = catchThrowableOfType(
                    StoreException.class, () -> run(snapshot, faulty, Placement.CREATE, Cancellation.never()));
            assertThat(thrown.kind()).isEqualTo(StoreException.Kind.NO_SPACE);
            assertThat(snapshot.closed).isTrue();
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aFailedAppendLeavesTheFileAsItWas() throws Exception {
        backup(MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        byte[] before = Files.readAllBytes(file());
        Store faulty =
                new FaultyStore(store, new FaultyStore.Fault(before.length + MEBIBYTE, StoreException.Kind.BROKEN));
        GeneratedSnapshot snapshot = new GeneratedSnapshot(1, 12L * MEBIBYTE, GeneratedSnapshot.NOBODY);
        assertThatThrownBy(() -> run(snapshot, faulty, Placement.APPEND, Cancellation.never()))
                .isInstanceOf(StoreException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(names()).containsExactly("a.bak");
    }

    @Test
    void aFailingDatabaseFailsTheBackupAndLeavesNothing() throws Exception {
        EngineException lost = new EngineException(EngineException.Kind.UNAVAILABLE, "The server went away");
        GeneratedSnapshot snapshot = new GeneratedSnapshot(1, ENDLESS, bytes -> {
            if (bytes > 5L * MEBIBYTE) {
                throw lost;
            }
        });
        assertThatThrownBy(() -> run(snapshot, store, Placement.CREATE, Cancellation.never()))
                .isSameAs(lost);
        assertThat(snapshot.closed).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void aCancelledBackupEndsWithinASecondAndLeavesNothing() throws Exception {
        Cancellation cancellation = new Cancellation();
        long[] cancelledAt = new long[1];
        GeneratedSnapshot snapshot = new GeneratedSnapshot(1, ENDLESS, bytes -> {
            if (bytes > 8L * MEBIBYTE && !cancellation.isCancelled()) {
                cancelledAt[0] = System.nanoTime();
                cancellation.cancel();
            }
        });
        assertThatThrownBy(() -> run(snapshot, store, Placement.CREATE, cancellation))
                .isInstanceOf(CancellationException.class);
        assertThat(System.nanoTime() - cancelledAt[0]).isLessThan(TimeUnit.SECONDS.toNanos(1));
        assertThat(names()).isEmpty();
    }

    @Test
    void aCancelledRestoreEndsWithinASecond() throws Exception {
        backup(40L * MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        Cancellation cancellation = new Cancellation();
        long[] cancelledAt = new long[1];
        assertThatThrownBy(() -> withSet(
                        1,
                        reading -> restores.run(
                                reading,
                                (payload, cancelled) -> {
                                    payload.readNBytes(5 * MEBIBYTE);
                                    cancelledAt[0] = System.nanoTime();
                                    cancellation.cancel();
                                    return payload.transferTo(java.io.OutputStream.nullOutputStream());
                                },
                                Progress.none(),
                                cancellation)))
                .isInstanceOf(CancellationException.class);
        assertThat(System.nanoTime() - cancelledAt[0]).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void aDamagedChunkIsNamedAndTheTargetNeverSeesAnEnd() throws Exception {
        backup(10L * MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        List<ChunkRef> chunks = withSet(1, reading -> {
            List<ChunkRef> all = new ArrayList<>();
            Iterator<ChunkRef> iterator = reading.set().chunks();
            iterator.forEachRemaining(all::add);
            return all;
        });
        Random random = seeds.random();
        ChunkRef victim = chunks.get(random.nextInt(chunks.size()));
        byte[] bytes = Files.readAllBytes(file());
        bytes[(int) victim.offset() + random.nextInt(victim.lengthBytes())] ^= 1;
        Files.write(file(), bytes);

        boolean[] sawEnd = new boolean[1];
        DamagedMedia damage = catchThrowableOfType(
                DamagedMedia.class,
                () -> withSet(
                        1,
                        reading -> restores.run(
                                reading,
                                (payload, cancelled) -> {
                                    payload.transferTo(java.io.OutputStream.nullOutputStream());
                                    sawEnd[0] = true;
                                    return "restored";
                                },
                                Progress.none(),
                                Cancellation.never())));
        assertThat(damage.kind()).isEqualTo(DamagedMedia.Kind.ALTERED);
        assertThat(sawEnd[0]).isFalse();
        assertThatThrownBy(() -> verify(1)).isInstanceOf(DamagedMedia.class);
    }

    @Test
    void aTargetThatStopsReadingIsAnError() throws Exception {
        backup(10L * MEBIBYTE, Suite.NONE, Compression.zstd(1));
        assertThatThrownBy(() -> withSet(
                        1,
                        reading -> restores.run(
                                reading,
                                (payload, cancelled) -> payload.read(),
                                Progress.none(),
                                Cancellation.never())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("to its end");
    }

    @Test
    void nobodyButTheRecipientOpensItAndNobodyButTheSignerIsTrusted() throws Exception {
        backup(MEBIBYTE, Suite.AES_256_GCM, Compression.zstd(1));
        Keys others = new Keys();
        try (StoredFile stored = store.open(location)) {
            BackupSet set = MediaFile.read(stored).set(1);
            SetReading stranger =
                    new SetReading(set, stored, List.of(others.identity()), KEYS.trust(), Optional.empty());
            assertThatThrownBy(() -> verifications.run(stranger, Progress.none(), Cancellation.never()))
                    .isInstanceOf(WrongKey.class);
            SetReading distrustful =
                    new SetReading(set, stored, List.of(KEYS.identity()), others.trust(), Optional.empty());
            assertThatThrownBy(() -> verifications.run(distrustful, Progress.none(), Cancellation.never()))
                    .isInstanceOf(UntrustedSigner.class);
            SetReading accepting = new SetReading(
                    set, stored, List.of(KEYS.identity()), others.trust(), Optional.of(set.signerFingerprint()));
            assertThat(verifications
                            .run(accepting, Progress.none(), Cancellation.never())
                            .payloadBytes())
                    .isEqualTo(MEBIBYTE);
        }
    }

    @Test
    void progressRisesToTheWhole() throws Exception {
        List<Long> done = new ArrayList<>();
        GeneratedSnapshot snapshot = new GeneratedSnapshot(1, 30L * MEBIBYTE, GeneratedSnapshot.NOBODY);
        Progress progress = (bytes, total) -> {
            assertThat(total).isEqualTo(30L * MEBIBYTE);
            done.add(bytes);
        };
        backups.run(
                order(snapshot, store, Placement.CREATE, Suite.NONE, Compression.zstd(1)),
                progress,
                Cancellation.never());
        assertThat(done).isSorted().endsWith(30L * MEBIBYTE).hasSizeGreaterThan(20);
        done.clear();
        withSet(1, reading -> verifications.run(reading, progress, Cancellation.never()));
        assertThat(done).isSorted().hasSize(30).endsWith(30L * MEBIBYTE);
    }

    @Test
    void memoryIsBoundedWhateverTheMachine() {
        for (int cores = 1; cores <= 512; cores++) {
            Limits limits = Limits.forCores(cores);
            assertThat(limits.laneCount()).isGreaterThan(limits.workerCount());
            assertThat(limits.laneCount() * 2.3)
                    .as("MiB of buffers with %d cores", cores)
                    .isLessThan(160);
        }
    }

    private BackupOutcome backup(long payloadBytes, Suite suite, Compression compression) throws Exception {
        GeneratedSnapshot snapshot = new GeneratedSnapshot(payloadBytes, payloadBytes, GeneratedSnapshot.NOBODY);
        return backups.run(
                order(snapshot, store, Placement.APPEND, suite, compression), Progress.none(), Cancellation.never());
    }

    private BackupOutcome run(GeneratedSnapshot snapshot, Store into, Placement placement, Cancellation cancellation)
            throws Exception {
        return backups.run(
                order(snapshot, into, placement, Suite.AES_256_GCM, Compression.zstd(1)),
                Progress.none(),
                cancellation);
    }

    private BackupOrder order(
            GeneratedSnapshot snapshot, Store into, Placement placement, Suite suite, Compression compression) {
        return new BackupOrder(
                cancellation -> snapshot,
                MediaTargets.single(new BackupTarget(into, location, placement, Drafts.label())),
                Drafts.full(),
                KEYS.protection(suite),
                compression,
                Restraint.NONE);
    }

    /** Bytes of the set's payload, each compared with what went in. */
    private long restored(int position) throws Exception {
        return withSet(
                position,
                reading -> restores.run(
                        reading,
                        (payload, cancelled) ->
                                compare(payload, reading.set().trailer().payloadBytes()),
                        Progress.none(),
                        Cancellation.never()));
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

    private VerifyReport verify(int position) throws Exception {
        return withSet(position, reading -> verifications.run(reading, Progress.none(), Cancellation.never()));
    }

    @FunctionalInterface
    private interface ReadingWork<T> {
        T with(SetReading reading) throws Exception;
    }

    private <T> T withSet(int position, ReadingWork<T> work) throws Exception {
        try (StoredFile stored = store.open(location)) {
            BackupSet set = MediaFile.read(stored).set(position);
            List<dev.coffer.media.Identity> identities =
                    set.core().suite() == Suite.NONE ? List.of() : List.of(KEYS.identity());
            return work.with(new SetReading(set, stored, identities, KEYS.trust(), Optional.empty()));
        }
    }

    private Path file() {
        return Path.of(location.value());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}

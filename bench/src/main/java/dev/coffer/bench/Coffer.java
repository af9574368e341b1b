package dev.coffer.bench;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.SetCore;
import dev.coffer.media.Suite;
import dev.coffer.pipeline.BackupOrder;
import dev.coffer.pipeline.BackupPipeline;
import dev.coffer.pipeline.BackupTarget;
import dev.coffer.pipeline.Compression;
import dev.coffer.pipeline.MediaTargets;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.pipeline.Restraint;
import dev.coffer.pipeline.SetDraft;
import dev.coffer.pipeline.SetReading;
import dev.coffer.pipeline.SnapshotSource;
import dev.coffer.pipeline.VerifyPipeline;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.DoubleSupplier;

/** This project as a resident instance: the same pipelines, engine and store, in this process. */
final class Coffer implements Contender {

    static final String NAME = "Coffer";
    static final String ENCRYPTED = "backup";
    static final String PLAIN = "unencrypted";
    static final String RESTORE = "restore";
    static final String RECOVERY = "recovery";
    static final String CODEC = "codec alone";
    static final String DIFFERENTIAL = "differential";
    static final String LOG = "log";
    static final String ATTACHED = "attached full";

    private static final String ENCRYPTED_FILE = "encrypted.bak";
    private static final String PLAIN_FILE = "plain.bak";
    private static final String DIFFERENTIAL_FILE = "differential.bak";
    private static final String LOG_FILE = "log.trn";
    private static final String ATTACHED_FILE = "attached.bak";
    private static final double NANOS_PER_SECOND = 1e9;

    private final ManagedCluster cluster;
    private final BenchKeys keys = new BenchKeys();
    private final Store store = DiskStore.withoutInstance();
    private final Path folder;
    private final int cores = Runtime.getRuntime().availableProcessors();

    /** The set that differentials stand on. */
    private UUID base = new UUID(0, 0);

    private BigInteger logFrom = BigInteger.ZERO;

    Coffer(ManagedCluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Task> tasks(int round) {
        Task encrypted = task(ENCRYPTED, ENCRYPTED_FILE, () -> full(ENCRYPTED_FILE, Suite.AES_256_GCM));
        Task plain = task(PLAIN, PLAIN_FILE, () -> full(PLAIN_FILE, Suite.NONE));
        return List.of(
                // Whoever comes first meets what the round before left to be written.
                round % 2 == 0 ? encrypted : plain,
                round % 2 == 0 ? plain : encrypted,
                task(RESTORE, "", this::restore),
                task(RECOVERY, "", this::recover),
                task("verify", "", this::verify),
                task(CODEC, "", () -> CodecSpeed.compress(dataFolder(), cores)),
                task(DIFFERENTIAL, DIFFERENTIAL_FILE, this::differential, cluster::change),
                task(LOG, LOG_FILE, this::log, this::makeLog));
    }

    /** A full of a server elsewhere, whose own CPU time is added. */
    Task attached(LiveDatabase database, DoubleSupplier serverSeconds) {
        SnapshotOptions options = new SnapshotOptions(SnapshotOptions.OnDamage.STOP);
        return task(
                ATTACHED,
                ATTACHED_FILE,
                () -> write(ATTACHED_FILE, Suite.AES_256_GCM, cancellation -> database.snapshot(options, cancellation)),
                () -> {},
                serverSeconds);
    }

    /** What speeds are relative to: the data files. */
    long databaseBytes() throws IOException {
        return Folders.sizeBytes(dataFolder().resolve("base"));
    }

    private Path dataFolder() {
        return cluster.database().home().logFolder().resolveSibling(".").normalize();
    }

    /** A full that differentials stand on from now on. */
    private long full(String file, Suite suite) throws Exception {
        base = UUID.randomUUID();
        long bytes = backup(file, suite, new SnapshotOptions.Base(base));
        cluster.database().keepBase(base);
        return bytes;
    }

    private long differential() throws Exception {
        return backup(DIFFERENTIAL_FILE, Suite.AES_256_GCM, new SnapshotOptions.Since(base));
    }

    /** The log of those changes, kept since just before them. */
    private void makeLog() throws EngineException, SQLException {
        SnapshotOptions options = new SnapshotOptions(
                SnapshotOptions.OnDamage.STOP, new SnapshotOptions.Whole(), SnapshotOptions.Log.KEEP);
        try (Snapshot begun = cluster.database().snapshot(options, Cancellation.never())) {
            logFrom = begun.start().firstLsn();
        }
        cluster.change();
    }

    /** It is let go at the end, as a backup of it does. */
    private long log() throws Exception {
        LogOrder order = new LogOrder(logFrom, LogOrder.Ending.ONLINE);
        long bytes = write(
                LOG_FILE, Suite.AES_256_GCM, cancellation -> cluster.database().log(order, cancellation));
        cluster.database().keepNoLog(Cancellation.never());
        return bytes;
    }

    private long backup(String file, Suite suite, SnapshotOptions.Extent extent) throws Exception {
        SnapshotOptions options =
                new SnapshotOptions(SnapshotOptions.OnDamage.STOP, extent, SnapshotOptions.Log.AS_IT_IS);
        return write(file, suite, cancellation -> cluster.database().snapshot(options, cancellation));
    }

    private long write(String file, Suite suite, SnapshotSource source) throws Exception {
        MediaLabel label = new MediaLabel(
                UUID.randomUUID(),
                UUID.randomUUID(),
                1,
                1,
                0,
                1,
                "",
                "",
                Clock.systemUTC().instant());
        BackupTarget target = new BackupTarget(store, location(file), BackupTarget.Placement.CREATE, label);
        BackupOrder order = new BackupOrder(
                source,
                MediaTargets.single(target),
                draft(label.writtenAt()),
                keys.protection(suite),
                Compression.zstd(1),
                Restraint.NONE);
        return new BackupPipeline(Clock.systemUTC(), new SecureRandom(), cores)
                .run(order, Progress.none(), Cancellation.never())
                .setBytes();
    }

    /** Of a full backup of no database in particular. */
    static SetDraft draft(Instant now) {
        SetCore.Database database = new SetCore.Database(
                "bench",
                UUID.randomUUID(),
                UUID.randomUUID(),
                now,
                "FULL",
                160,
                "Latin1_General_100_BIN2_UTF8",
                UUID.randomUUID(),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of(new SetCore.DatabaseFile("bench", "/bench", 'D', 1, UUID.randomUUID(), 1)));
        return new SetDraft(
                UUID.randomUUID(),
                BackupKind.FULL,
                true,
                true,
                Optional.empty(),
                new SetCore.Text("", "", "sa", "bench", "bench"),
                Optional.empty(),
                database,
                UUID.randomUUID(),
                Map.of());
    }

    private Location location(String file) {
        return new Location(folder.resolve(file).toString());
    }

    private long restore() throws Exception {
        try (StoredFile file = store.open(location(ENCRYPTED_FILE))) {
            SetReading reading = reading(file);
            Map<String, String> facts = new HashMap<>(reading.set().core().engine());
            facts.putAll(reading.set().trailer().engine());
            long payloadBytes = reading.set().trailer().payloadBytes();
            return new RestorePipeline(cores)
                    .run(reading, cluster.restoreTarget(facts, payloadBytes), Progress.none(), Cancellation.never())
                    .dataBytes();
        }
    }

    private long recover() throws Exception {
        cluster.recover();
        return 0;
    }

    private long verify() throws Exception {
        try (StoredFile file = store.open(location(ENCRYPTED_FILE))) {
            return new VerifyPipeline(cores)
                    .run(reading(file), Progress.none(), Cancellation.never())
                    .payloadBytes();
        }
    }

    private SetReading reading(StoredFile file) throws Exception {
        BackupSet set = MediaFile.read(file).set(1);
        return new SetReading(set, file, keys.identities(), keys.trust(), Optional.empty());
    }

    @Override
    public void close() {
        cluster.close();
    }

    @FunctionalInterface
    private interface Work {
        long run() throws Exception;
    }

    /** What is done before a task, unmeasured. */
    @FunctionalInterface
    private interface Preparation {
        void run() throws EngineException, SQLException;
    }

    private Task task(String name, String made, Work work) {
        return task(name, made, work, () -> {});
    }

    private Task task(String name, String made, Work work, Preparation preparation) {
        return task(name, made, work, preparation, () -> 0);
    }

    /**
     * @param made the file that the work makes, removed before; empty when it makes none
     * @param othersSeconds CPU time so far of whoever takes part and is no child of this process
     */
    private Task task(String name, String made, Work work, Preparation preparation, DoubleSupplier othersSeconds) {
        return new Task() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() throws IOException {
                if (!made.isEmpty()) {
                    Files.deleteIfExists(folder.resolve(made));
                }
                try {
                    preparation.run();
                } catch (EngineException | SQLException failed) {
                    throw new IOException("Cannot prepare " + name, failed);
                }
                System.gc();
            }

            @Override
            public Measure run() throws Exception {
                return measure(work, othersSeconds);
            }
        };
    }

    /** The database server's processes are children of this one; those that have ended count in its own record. */
    private static Measure measure(Work work, DoubleSupplier othersSeconds) throws Exception {
        ProcessHandle self = ProcessHandle.current();
        try (MemorySampler memory = new MemorySampler(() -> Processes.privateBytes(List.of(self)))) {
            double cpuBefore = Processes.cpuSeconds(self) + othersSeconds.getAsDouble();
            long begun = System.nanoTime();
            long resultBytes = work.run();
            double wall = (System.nanoTime() - begun) / NANOS_PER_SECOND;
            double cpu = Processes.cpuSeconds(self) + othersSeconds.getAsDouble() - cpuBefore;
            return new Measure(wall, cpu, memory.peakMebibytesAboveBefore(), resultBytes);
        }
    }
}

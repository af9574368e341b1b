package dev.coffer.bench;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.media.BackupSet;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.Suite;
import dev.coffer.pipeline.BackupOrder;
import dev.coffer.pipeline.BackupPipeline;
import dev.coffer.pipeline.BackupTarget;
import dev.coffer.pipeline.Compression;
import dev.coffer.pipeline.MediaTargets;
import dev.coffer.pipeline.Restraint;
import dev.coffer.pipeline.SetReading;
import dev.coffer.pipeline.VerifyPipeline;
import dev.coffer.storage.Location;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.azure.AzureAccess;
import dev.coffer.storage.azure.AzurePlace;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.ObjectStore;
import dev.coffer.storage.objects.Retries;
import dev.coffer.storage.objects.Transfer;
import dev.coffer.storage.objects.TrustedAuthorities;
import dev.coffer.storage.objects.Uploads;
import dev.coffer.storage.s3.S3Access;
import dev.coffer.storage.s3.S3Place;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One generated backup, to disk and to each emulator of an object store, in turns: how fast against the disk, and how
 * much memory above that of an idle process, beside what a quarter of it takes. Each is done twice, since looking for
 * what is alive takes time: once for speed and for the process's memory, once for what is alive in it. The emulators
 * share the machine, so the ratios say what the upload costs at worst.
 */
public final class OffSite {

    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(2);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LIVE_EVERY_MILLIS = 250;
    private static final double MEBIBYTE = 1 << 20;
    private static final int DEFAULT_SIZE_MB = 2048;
    private static final int DEFAULT_ROUNDS = 1;
    private static final int SMALL_PART = 4;

    private final long sizeBytes;
    private final BenchKeys keys = new BenchKeys();
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final List<Place> places = new ArrayList<>();
    private final List<ProcessHandle> self = List.of(ProcessHandle.current());
    private final long idleLiveBytes = LiveMemory.bytes();
    private final long idleProcessBytes = Processes.privateBytes(self);

    private OffSite(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    /**
     * Where backups go.
     *
     * @param base what names are put behind
     * @param small rounds of a quarter, which also warm the compiler
     * @param rounds of the whole
     */
    private record Place(String name, Store store, String base, List<Figures> small, List<Figures> rounds) {}

    private record Figures(Figure write, Figure read) {}

    /** The most MiB above an idle process: of what is alive, and of private memory, garbage and all. */
    private record Figure(double seconds, double liveMebibytes, double processMebibytes) {}

    public static void main(String[] arguments) throws Exception {
        long sizeMb = number(arguments, "--size-mb", DEFAULT_SIZE_MB);
        long rounds = number(arguments, "--rounds", DEFAULT_ROUNDS);
        Path work = Path.of("/var/tmp/coffer-off-site");
        Folders.delete(work);
        Files.createDirectories(work);
        OffSite run = new OffSite(sizeMb << 20);
        Path authorities = work.resolve("authorities");
        try (Emulators emulators = new Emulators(work)) {
            String azurite = emulators.azurite();
            int s3 = emulators.s3Mock(authorities);
            try (S3Access s3Access = new S3Access(TrustedAuthorities.from(authorities), REQUEST_TIMEOUT)) {
                run.add("disk", DiskStore.withoutInstance(), work + "/");
                run.addAzurite(azurite, emulators.azureKey());
                run.add(
                        "S3Mock",
                        store(new S3Place(
                                s3Access,
                                "bench",
                                SecretBytes.ofUtf8("bench:bench".toCharArray()),
                                S3Place.Options.NONE)),
                        "s3://127.0.0.1:" + s3 + "/bucket/");
                run.round("small", (sizeMb / SMALL_PART) << 20, Place::small);
                for (int round = 1; round <= rounds; round++) {
                    run.round("round-" + round, sizeMb << 20, Place::rounds);
                }
                run.print();
            }
        } finally {
            Folders.delete(work);
        }
    }

    private static long number(String[] arguments, String option, long otherwise) {
        int place = Arrays.asList(arguments).indexOf(option);
        return place < 0 || place + 1 == arguments.length ? otherwise : Long.parseLong(arguments[place + 1]);
    }

    private static Store store(ObjectPlace place) {
        return new ObjectStore(
                place,
                Transfer.ordinary(),
                Uploads.forgotten(Clock.systemUTC()),
                new Retries(Retries.Bounds.ORDINARY, new SecureRandom()),
                Cancellation.never());
    }

    private void add(String name, Store store, String base) {
        places.add(new Place(name, store, base, new ArrayList<>(), new ArrayList<>()));
    }

    private void addAzurite(String container, String key) throws IOException {
        AzureAccess access = new AzureAccess(TrustedAuthorities.from(Optional.empty()), REQUEST_TIMEOUT);
        SecretBytes secret = SecretBytes.ofUtf8(key.toCharArray());
        add("Azurite", store(AzurePlace.withAccountKey(access, "bench", Emulators.ACCOUNT, secret)), container + "/");
    }

    private void round(String name, long payloadBytes, Function<Place, List<Figures>> figures) throws Exception {
        for (Place place : places) {
            Location location = new Location(place.base() + name + ".bak");
            Figure write = measured(() -> backUp(payloadBytes, place.store(), location), () -> remove(place, location));
            Figure read = measured(() -> verify(place.store(), location), () -> {});
            remove(place, location);
            figures.apply(place).add(new Figures(write, read));
        }
    }

    private static void remove(Place place, Location location) throws IOException {
        if (place.store().canGrow()) {
            Files.delete(Path.of(location.value()));
        } else {
            place.store().remove(location);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** @param between makes the second time possible */
    private Figure measured(Work work, Work between) throws Exception {
        double live;
        try (MemorySampler memory = new MemorySampler(LiveMemory::bytes, LIVE_EVERY_MILLIS)) {
            work.run();
            live = memory.peakMebibytes();
        }
        between.run();
        System.gc();
        try (MemorySampler memory = new MemorySampler(() -> Processes.privateBytes(self))) {
            long begun = System.nanoTime();
            work.run();
            return new Figure(
                    (System.nanoTime() - begun) / NANOS_PER_SECOND,
                    live - idleLiveBytes / MEBIBYTE,
                    memory.peakMebibytes() - idleProcessBytes / MEBIBYTE);
        }
    }

    private void backUp(long payloadBytes, Store store, Location location) throws Exception {
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
        BackupOrder order = new BackupOrder(
                cancellation -> new GeneratedImage(payloadBytes),
                MediaTargets.single(new BackupTarget(store, location, BackupTarget.Placement.CREATE, label)),
                Coffer.draft(label.writtenAt()),
                keys.protection(Suite.AES_256_GCM),
                Compression.zstd(1),
                Restraint.NONE);
        new BackupPipeline(Clock.systemUTC(), new SecureRandom(), cores)
                .run(order, Progress.none(), Cancellation.never());
    }

    private void verify(Store store, Location location) throws Exception {
        try (StoredFile file = store.open(location)) {
            BackupSet set = MediaFile.read(file).set(1);
            new VerifyPipeline(cores)
                    .run(
                            new SetReading(set, file, keys.identities(), keys.trust(), Optional.empty()),
                            Progress.none(),
                            Cancellation.never());
        }
    }

    private void print() {
        System.out.printf(
                Locale.ROOT,
                "%d MiB of payload. Memory: the most MiB above an idle process, for a quarter of it in brackets%n",
                sizeBytes >> 20);
        print("backup", Figures::write);
        print("verify", Figures::read);
    }

    private void print(String work, Function<Figures, Figure> figure) {
        System.out.println("| " + work + " | MiB/s | of disk | alive | process |");
        System.out.println("|---|---|---|---|---|");
        double disk = median(places.get(0).rounds(), figure, Figure::seconds);
        for (Place place : places) {
            double seconds = median(place.rounds(), figure, Figure::seconds);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.2f | %.0f (%.0f) | %.0f (%.0f) |%n",
                    place.name(),
                    (sizeBytes >> 20) / seconds,
                    disk / seconds,
                    median(place.rounds(), figure, Figure::liveMebibytes),
                    median(place.small(), figure, Figure::liveMebibytes),
                    median(place.rounds(), figure, Figure::processMebibytes),
                    median(place.small(), figure, Figure::processMebibytes));
        }
    }

    private static double median(List<Figures> rounds, Function<Figures, Figure> work, ToDoubleFunction<Figure> value) {
        double[] sorted = rounds.stream().map(work).mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}

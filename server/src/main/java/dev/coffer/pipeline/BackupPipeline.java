package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.Snapshot;
import dev.coffer.media.ChunkSealer;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.Encryptor;
import dev.coffer.media.PayloadCodec;
import dev.coffer.media.Recipient;
import dev.coffer.media.SealedChunk;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.media.SetWriter;
import dev.coffer.media.StripedWriter;
import dev.coffer.media.WrongKey;
import dev.coffer.storage.FreeSpace;
import dev.coffer.storage.StoreException;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Makes one backup set: the caller's thread reads the snapshot and cuts it, workers compress and seal, and for each
 * family one thread writes its chunks in order. Buffers are made once for each run and bound its memory, whatever the
 * size of the database. Thread-safe; every run has threads and buffers of its own.
 */
public final class BackupPipeline {

    private final Clock clock;
    private final SecureRandom random;
    private final int cores;
    private final Pace pace = new Pace(System::nanoTime);

    /** @param cores how many processors it may keep busy */
    public BackupPipeline(Clock clock, SecureRandom random, int cores) {
        this.clock = clock;
        this.random = random;
        this.cores = cores;
    }

    /**
     * Runs the order to the committed set, or leaves nothing behind.
     *
     * @param progress told on the calling thread, in payload bytes
     * @throws EngineException when the database cannot be read, DamagedPage among them
     * @throws IOException when the target cannot be written; a StoreException says how
     * @throws DamagedMedia when the set was to be appended to files that are no sound media set
     * @throws WrongKey when a proof does not open the slot just written for it
     * @throws CancellationException when cancelled
     */
    public BackupOutcome run(BackupOrder order, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, DamagedMedia, WrongKey {
        long begunNanos = System.nanoTime();
        cancellation.check();
        try (OpenTargets targets = OpenTargets.open(order.targets(), cancellation)) {
            Set set = writeUntilCancelled(order, targets, progress, cancellation);
            cancellation.check();
            targets.commit();
            return new BackupOutcome(
                    set.core(),
                    targets.places().stream()
                            .map(place -> place.label().familyGuid())
                            .toList(),
                    set.trailer(),
                    set.root(),
                    targets.setBytes(),
                    set.sizes(),
                    Duration.ofNanos(System.nanoTime() - begunNanos));
        }
    }

    /** A network that stalls keeps nobody who has cancelled waiting. */
    private Set writeUntilCancelled(
            BackupOrder order, OpenTargets targets, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, WrongKey {
        Cancellation.Registration registration = cancellation.onCancel(targets::giveUp);
        try {
            return write(order, targets, progress, cancellation);
        } finally {
            registration.close();
        }
    }

    private record Set(SetCore core, SetTrailer trailer, byte[] root, Snapshot.End sizes) {}

    private record Payload(Snapshot.End end, long bytes) {}

    private Set write(BackupOrder order, OpenTargets targets, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, WrongKey {
        try (Snapshot snapshot = order.source().begin(cancellation)) {
            requireSpace(order, snapshot.estimatedBytes());
            targets.expectBytes(snapshot.estimatedBytes());
            List<SetCore> cores = cores(order, targets, snapshot);
            try (StripedWriter writer = begin(order.protection(), targets, cores)) {
                Payload payload = pump(snapshot, writer, order, progress, cancellation);
                SetTrailer trailer = order.draft().trailer(payload.end(), payload.bytes(), clock.instant());
                return new Set(cores.get(0), trailer, writer.finish(trailer), payload.end());
            }
        }
    }

    private static List<SetCore> cores(BackupOrder order, OpenTargets targets, Snapshot snapshot) {
        Protection protection = order.protection();
        List<Encryptor> encryptors =
                protection.recipients().stream().map(Recipient::encryptor).toList();
        PayloadCodec codec = order.compression().codec();
        return targets.places().stream()
                .map(place -> order.draft().core(place, snapshot.start(), protection.suite(), codec, encryptors))
                .toList();
    }

    /** Writes the front of every family's part. */
    private StripedWriter begin(Protection protection, OpenTargets targets, List<SetCore> cores)
            throws IOException, WrongKey {
        List<SetWriter> writers = new ArrayList<>();
        boolean begun = false;
        try {
            for (int i = 0; i < cores.size(); i++) {
                writers.add(SetWriter.begin(
                        targets.sink(i),
                        cores.get(i),
                        protection.recipients(),
                        protection.proofs(),
                        protection.signer(),
                        random));
            }
            begun = true;
            return new StripedWriter(writers);
        } finally {
            if (!begun) {
                writers.forEach(SetWriter::close);
            }
        }
    }

    /**
     * On each disk for all files that go there. Only an uncompressed set has a size that is known before; a compressed
     * one fails when the disk is full.
     */
    private static void requireSpace(BackupOrder order, long estimatedBytes) throws StoreException {
        if (order.compression().codec() != PayloadCodec.NONE) {
            return;
        }
        long shareBytes = estimatedBytes / order.targets().families().size();
        Map<String, Long> neededBytes = new HashMap<>();
        for (BackupTarget target : order.targets().all()) {
            Optional<FreeSpace> free = target.store().freeSpace(target.location());
            if (free.isPresent()) {
                long needed = neededBytes.merge(free.get().place(), shareBytes, Long::sum);
                if (free.get().bytes() < needed) {
                    throw new StoreException(
                            StoreException.Kind.NO_SPACE,
                            target.location(),
                            "There is not enough space on the disk: at least " + needed + " bytes are needed, "
                                    + free.get().bytes() + " are free",
                            null);
                }
            }
        }
    }

    /** From the snapshot to the last chunk in the store. */
    private Payload pump(
            Snapshot snapshot, StripedWriter writer, BackupOrder order, Progress progress, Cancellation cancellation)
            throws EngineException, IOException {
        Restraint restraint = order.restraint();
        Limits limits = Limits.forCores(restraint.workers() == 0 ? cores : Math.min(cores, restraint.workers()))
                .buffering(restraint.buffering());
        List<ChunkSealer> sealers = sealers(limits, writer, order.compression());
        int sealedBytes = sealers.get(0).maxSealedBytes();
        int families = writer.familyCount();
        Conveyor conveyor =
                new Conveyor(limits.laneCount(), families, () -> new Lane(1 << SetDraft.CHUNK_SIZE_LOG2, sealedBytes));
        Cancellation.Registration registration =
                cancellation.onCancel(() -> conveyor.fail(new CancellationException("The backup was cancelled")));
        try (Crew crew = new Crew(conveyor)) {
            AtomicLong storedBytes = new AtomicLong();
            sealers.forEach(sealer -> crew.start("coffer-backup-seal", () -> seal(conveyor, sealer)));
            for (int i = 0; i < families; i++) {
                int family = i;
                crew.start(
                        "coffer-backup-write",
                        () -> store(conveyor, family, writer, storedBytes, turn(order, cancellation)));
            }
            return feed(
                    snapshot,
                    conveyor,
                    crew,
                    () -> new PayloadCutter(conveyor, families, progress, storedBytes::get, snapshot.estimatedBytes()));
        } finally {
            registration.close();
            sealers.forEach(ChunkSealer::close);
        }
    }

    /** @param newCutter takes its first lane at once, so it fails where the conveyor was stopped before */
    private static Payload feed(Snapshot snapshot, Conveyor conveyor, Crew crew, Supplier<PayloadCutter> newCutter)
            throws EngineException, IOException {
        try {
            PayloadCutter cutter = newCutter.get();
            Snapshot.End end = snapshot.writeTo(cutter);
            cutter.finish();
            crew.join();
            rethrowFailure(conveyor);
            cutter.report();
            return new Payload(end, cutter.payloadBytes());
        } catch (EngineException | IOException | RuntimeException e) {
            // Whatever stopped the conveyor first is the cause; what the engine made of it is only its echo.
            rethrowFailure(conveyor);
            throw e;
        }
    }

    private static List<ChunkSealer> sealers(Limits limits, StripedWriter writer, Compression compression) {
        List<ChunkSealer> sealers = new ArrayList<>();
        for (int i = 0; i < limits.workerCount(); i++) {
            sealers.add(writer.newSealer(compression.level()));
        }
        return sealers;
    }

    private static void seal(Conveyor conveyor, ChunkSealer sealer) {
        for (Optional<Lane> next = conveyor.nextFilled(); next.isPresent(); next = conveyor.nextFilled()) {
            Lane lane = next.get();
            lane.sealed.clear();
            lane.written = sealer.seal(lane.index, lane.last, lane.plain, lane.plainLength, lane.sealed);
            conveyor.done(lane);
        }
    }

    /** Waits until so many bytes may be written to every mirror. */
    private LongConsumer turn(BackupOrder order, Cancellation cancellation) {
        int mirrors = order.targets().families().get(0).size();
        long bytesPerSecond = order.restraint().bytesPerSecond();
        return bytes -> pace.await(bytes * mirrors, bytesPerSecond, cancellation);
    }

    /** Writes the chunks of one family, in order. */
    private static void store(
            Conveyor conveyor, int family, StripedWriter writer, AtomicLong storedBytes, LongConsumer turn)
            throws IOException {
        for (Optional<Lane> next = conveyor.nextDone(family); next.isPresent(); next = conveyor.nextDone(family)) {
            SealedChunk chunk = next.get().written;
            if (chunk == null) {
                throw new IllegalStateException("A chunk was taken before it was sealed");
            }
            turn.accept(chunk.bytes().remaining());
            writer.write(family + 1, chunk);
            storedBytes.addAndGet(chunk.plainBytes());
            conveyor.release(family);
        }
    }

    private static void rethrowFailure(Conveyor conveyor) throws IOException {
        Optional<Throwable> failure = conveyor.failure();
        if (failure.isPresent()) {
            Crew.rethrow(failure.get());
        }
    }
}

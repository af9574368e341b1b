package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.Snapshot;
import dev.coffer.media.ChunkSealer;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.PayloadCodec;
import dev.coffer.media.Recipient;
import dev.coffer.media.SealedChunk;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.media.SetWriter;
import dev.coffer.media.WrongKey;
import dev.coffer.storage.StoreException;
import dev.coffer.work.Cancellation;
import dev.coffer.work.Progress;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes one backup set: the caller's thread reads the snapshot and cuts it, workers compress and seal, one thread
 * writes in order. Buffers are made once for each run and bound its memory, whatever the size of the database.
 * Thread-safe; every run has threads and buffers of its own.
 */
public final class BackupPipeline {

    private final Clock clock;
    private final SecureRandom random;
    private final Limits limits;

    /** @param cores how many processors it may keep busy */
    public BackupPipeline(Clock clock, SecureRandom random, int cores) {
        this.clock = clock;
        this.random = random;
        this.limits = Limits.forCores(cores);
    }

    /**
     * Runs the order to the committed set, or leaves nothing behind.
     *
     * @param progress told on the calling thread, in payload bytes
     * @throws EngineException when the database cannot be read, DamagedPage among them
     * @throws IOException when the target cannot be written; a StoreException says how
     * @throws DamagedMedia when the set was to be appended to a file that is no sound media family
     * @throws WrongKey when a proof does not open the slot just written for it
     * @throws CancellationException when cancelled
     */
    public BackupOutcome run(BackupOrder order, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, DamagedMedia, WrongKey {
        long begunNanos = System.nanoTime();
        cancellation.check();
        try (OpenTarget target = OpenTarget.open(order.target())) {
            Set set = write(order, target, progress, cancellation);
            cancellation.check();
            target.commit();
            return new BackupOutcome(
                    set.core(),
                    set.trailer(),
                    set.root(),
                    target.setBytes(),
                    set.sizes(),
                    Duration.ofNanos(System.nanoTime() - begunNanos));
        }
    }

    private record Set(SetCore core, SetTrailer trailer, byte[] root, Snapshot.End sizes) {}

    private record Payload(Snapshot.End end, long bytes) {}

    private Set write(BackupOrder order, OpenTarget target, Progress progress, Cancellation cancellation)
            throws EngineException, IOException, WrongKey {
        try (Snapshot snapshot = order.source().begin(cancellation)) {
            requireSpace(order, snapshot.estimatedBytes());
            Protection protection = order.protection();
            SetCore core = order.draft()
                    .core(
                            target.place(),
                            snapshot.start(),
                            protection.suite(),
                            order.compression().codec(),
                            protection.recipients().stream()
                                    .map(Recipient::encryptor)
                                    .toList());
            try (SetWriter writer = SetWriter.begin(
                    target.staged(), core, protection.recipients(), protection.proofs(), protection.signer(), random)) {
                Payload payload = pump(snapshot, writer, order, progress, cancellation);
                SetTrailer trailer = order.draft().trailer(payload.end(), payload.bytes(), clock.instant());
                return new Set(core, trailer, writer.finish(trailer), payload.end());
            }
        }
    }

    /** Only an uncompressed set has a size that is known before; a compressed one fails when the disk is full. */
    private static void requireSpace(BackupOrder order, long estimatedBytes) throws StoreException {
        if (order.compression().codec() != PayloadCodec.NONE) {
            return;
        }
        BackupTarget target = order.target();
        OptionalLong free = target.store().freeBytes(target.location());
        if (free.isPresent() && free.getAsLong() < estimatedBytes) {
            throw new StoreException(
                    StoreException.Kind.NO_SPACE,
                    target.location(),
                    "There is not enough space on the disk: " + estimatedBytes + " bytes are needed, "
                            + free.getAsLong() + " are free",
                    null);
        }
    }

    /** From the snapshot to the last chunk in the store. */
    private Payload pump(
            Snapshot snapshot, SetWriter writer, BackupOrder order, Progress progress, Cancellation cancellation)
            throws EngineException, IOException {
        List<ChunkSealer> sealers = sealers(writer, order.compression());
        int sealedBytes = sealers.get(0).maxSealedBytes();
        Conveyor conveyor =
                new Conveyor(limits.laneCount(), () -> new Lane(1 << SetDraft.CHUNK_SIZE_LOG2, sealedBytes));
        Cancellation.Registration registration =
                cancellation.onCancel(() -> conveyor.fail(new CancellationException("The backup was cancelled")));
        try (Crew crew = new Crew(conveyor)) {
            AtomicLong storedBytes = new AtomicLong();
            sealers.forEach(sealer -> crew.start("coffer-backup-seal", () -> seal(conveyor, sealer)));
            crew.start("coffer-backup-write", () -> store(conveyor, writer, storedBytes));
            return feed(snapshot, conveyor, crew, storedBytes, progress);
        } finally {
            registration.close();
            sealers.forEach(ChunkSealer::close);
        }
    }

    private static Payload feed(
            Snapshot snapshot, Conveyor conveyor, Crew crew, AtomicLong storedBytes, Progress progress)
            throws EngineException, IOException {
        try {
            PayloadCutter cutter = new PayloadCutter(conveyor, progress, storedBytes::get, snapshot.estimatedBytes());
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

    private List<ChunkSealer> sealers(SetWriter writer, Compression compression) {
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

    private static void store(Conveyor conveyor, SetWriter writer, AtomicLong storedBytes) throws IOException {
        for (Optional<Lane> next = conveyor.nextDone(); next.isPresent(); next = conveyor.nextDone()) {
            SealedChunk chunk = next.get().written;
            if (chunk == null) {
                throw new IllegalStateException("A chunk was taken before it was sealed");
            }
            writer.write(chunk);
            storedBytes.addAndGet(chunk.plainBytes());
            conveyor.release();
        }
    }

    private static void rethrowFailure(Conveyor conveyor) throws IOException {
        Optional<Throwable> failure = conveyor.failure();
        if (failure.isPresent()) {
            Crew.rethrow(failure.get());
        }
    }
}

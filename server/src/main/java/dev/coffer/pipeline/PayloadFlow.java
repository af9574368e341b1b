package dev.coffer.pipeline;

import dev.coffer.bytes.ByteSource;
import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkOpener;
import dev.coffer.media.ChunkRef;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * An opened set on its way back to a payload: one thread reads ahead, workers check, unseal and decompress, and the
 * caller's thread takes whole chunks in order. Confined to the caller's thread.
 */
final class PayloadFlow implements AutoCloseable {

    /** First size of the buffers for sealed chunks; an incompressible chunk grows its buffer once. */
    private static final int SEALED_BYTES = 1 << 18;

    /** What a sealed chunk may take beyond its payload: framing, tag, padding, a block that did not compress. */
    private static final int SEALED_OVERHEAD_BYTES = 256 * 1024;

    private final BackupSet set;
    private final BackupSet.OpenSet opened;
    private final Conveyor conveyor;
    private final List<ChunkOpener> openers;
    private final Crew crew;
    private final Cancellation.Registration registration;
    private long payloadBytes;
    private long sealedBytes;
    private long chunkCount;
    private boolean sawLast;
    private boolean ended;

    private PayloadFlow(
            SetReading reading,
            BackupSet.OpenSet opened,
            List<ChunkOpener> openers,
            int laneCount,
            Cancellation cancellation) {
        this.set = reading.set();
        this.opened = opened;
        this.openers = openers;
        int chunkBytes = 1 << set.core().chunkSizeLog2();
        this.conveyor = new Conveyor(laneCount, 1, () -> new Lane(chunkBytes, SEALED_BYTES));
        this.crew = new Crew(conveyor);
        this.registration =
                cancellation.onCancel(() -> conveyor.fail(new CancellationException("The reading was cancelled")));
        crew.start("coffer-restore-read", () -> readAhead(reading.source(), chunkBytes));
        openers.forEach(opener -> crew.start("coffer-restore-open", () -> open(opener)));
    }

    /** Checks signature, trust and keys, then starts to read. */
    static PayloadFlow open(SetReading reading, Limits limits, Cancellation cancellation)
            throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        cancellation.check();
        BackupSet.OpenSet opened = reading.set().open(reading.identities(), reading.trust(), reading.acceptedSigner());
        List<ChunkOpener> openers = new ArrayList<>();
        try {
            for (int i = 0; i < limits.workerCount(); i++) {
                openers.add(opened.newOpener());
            }
            return new PayloadFlow(reading, opened, openers, limits.laneCount(), cancellation);
        } catch (RuntimeException e) {
            openers.forEach(ChunkOpener::close);
            opened.close();
            throw e;
        }
    }

    /**
     * The next chunk's lane, to be given back by {@link #release}; empty at the end, which is only reached when the
     * last chunk was there and the sizes add up to what the footer says.
     *
     * @throws Conveyor.Stopped when a thread failed or the run was cancelled: see {@link #failure}
     */
    Optional<Lane> next() {
        Optional<Lane> next = conveyor.nextDone(0);
        if (next.isPresent()) {
            Lane lane = next.get();
            payloadBytes += lane.plainLength;
            sealedBytes += lane.sealed.limit();
            chunkCount++;
            sawLast = lane.last;
        } else if (!ended) {
            requireWhole();
            ended = true;
        }
        return next;
    }

    void release() {
        conveyor.release(0);
    }

    private void requireWhole() {
        if (!sawLast || payloadBytes != set.trailer().payloadBytes()) {
            DamagedMedia tooShort = new DamagedMedia(
                    DamagedMedia.Kind.INCOMPLETE,
                    "The set's chunks hold " + payloadBytes + " bytes where its footer says "
                            + set.trailer().payloadBytes());
            conveyor.fail(tooShort);
            throw new Conveyor.Stopped(tooShort);
        }
    }

    boolean ended() {
        return ended;
    }

    Optional<Throwable> failure() {
        return conveyor.failure();
    }

    long payloadBytes() {
        return payloadBytes;
    }

    long sealedBytes() {
        return sealedBytes;
    }

    long chunkCount() {
        return chunkCount;
    }

    private void readAhead(ByteSource source, int chunkBytes) throws IOException, DamagedMedia {
        try {
            Iterator<ChunkRef> chunks = set.chunks();
            while (chunks.hasNext()) {
                ChunkRef chunk = chunks.next();
                Lane lane = conveyor.nextFree();
                lane.sealed = bufferFor(chunk, lane.sealed, chunkBytes);
                source.readFully(chunk.offset(), lane.sealed);
                lane.sealed.flip();
                lane.read = chunk;
                lane.last = chunk.last();
                conveyor.filled();
            }
            conveyor.end();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static ByteBuffer bufferFor(ChunkRef chunk, ByteBuffer present, int chunkBytes) throws DamagedMedia {
        int length = chunk.lengthBytes();
        if (length < 0 || length > chunkBytes + SEALED_OVERHEAD_BYTES) {
            throw new DamagedMedia(
                    DamagedMedia.Kind.ALTERED, "Chunk " + chunk.index() + " claims " + length + " bytes");
        }
        if (present.capacity() >= length) {
            return present.clear().limit(length);
        }
        return ByteBuffer.allocate(chunkBytes + SEALED_OVERHEAD_BYTES).limit(length);
    }

    private void open(ChunkOpener opener) throws DamagedMedia {
        for (Optional<Lane> next = conveyor.nextFilled(); next.isPresent(); next = conveyor.nextFilled()) {
            Lane lane = next.get();
            ChunkRef chunk = lane.read;
            if (chunk == null) {
                throw new IllegalStateException("A chunk came to be opened before it was read");
            }
            lane.plainLength = opener.open(chunk, lane.sealed, lane.plain);
            conveyor.done(lane);
        }
    }

    /** Stops all threads, waits for them, and wipes the keys. */
    @Override
    public void close() {
        registration.close();
        crew.close();
        openers.forEach(ChunkOpener::close);
        opened.close();
    }

    /** Throws what stopped the flow, in the types that the runs declare; returns when nothing has. */
    void rethrowFailure() throws IOException, DamagedMedia {
        Optional<Throwable> failure = conveyor.failure();
        if (failure.isPresent()) {
            if (failure.get() instanceof DamagedMedia damaged) {
                throw damaged;
            }
            Crew.rethrow(failure.get());
        }
    }
}

package dev.coffer.pipeline;

import dev.coffer.work.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * Cuts a payload into chunks and puts them on the conveyor. A full chunk waits for the next byte, since the last one
 * must say that it is the last. Confined to the thread that writes the payload.
 */
final class PayloadCutter extends OutputStream {

    /** Stands in the place of the lane behind the end. */
    private static final Lane NOTHING = new Lane(0, 0);

    private final Conveyor conveyor;
    private final int families;
    private final Progress progress;
    private final LongSupplier storedBytes;
    private final long estimatedBytes;
    private long cutBytes;
    private Lane lane;

    /**
     * @param families among which the chunks are dealt
     * @param storedBytes payload bytes whose chunks have reached the store: what progress reports
     */
    PayloadCutter(Conveyor conveyor, int families, Progress progress, LongSupplier storedBytes, long estimatedBytes) {
        this.conveyor = conveyor;
        this.families = families;
        this.progress = progress;
        this.storedBytes = storedBytes;
        this.estimatedBytes = estimatedBytes;
        this.lane = emptyLane();
    }

    long payloadBytes() {
        return cutBytes + lane.plainLength;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (lane.plainLength == lane.plain.length) {
                pass();
            }
            int count = Math.min(left, lane.plain.length - lane.plainLength);
            System.arraycopy(source, from, lane.plain, lane.plainLength, count);
            lane.plainLength += count;
            from += count;
            left -= count;
        }
    }

    private void pass() throws IOException {
        try {
            cutBytes += lane.plainLength;
            conveyor.filled();
            report();
            lane = emptyLane();
        } catch (Conveyor.Stopped stopped) {
            // Declared, so that an engine's own clean-up of a failed stream takes its usual course.
            throw new IOException("The backup was stopped", stopped);
        }
    }

    private Lane emptyLane() {
        Lane free = conveyor.nextFree();
        free.plainLength = 0;
        free.last = false;
        return free;
    }

    /**
     * The payload is whole: passes on the last chunk, which may be empty only in an empty payload, and an empty one for
     * every other family.
     */
    void finish() {
        lane.last = true;
        conveyor.filled();
        cutBytes += lane.plainLength;
        for (int i = 1; i < families; i++) {
            lane = emptyLane();
            lane.last = true;
            conveyor.filled();
        }
        lane = NOTHING;
        conveyor.end();
    }

    void report() {
        long stored = storedBytes.getAsLong();
        progress.advanced(stored, Math.max(estimatedBytes, payloadBytes()));
    }
}

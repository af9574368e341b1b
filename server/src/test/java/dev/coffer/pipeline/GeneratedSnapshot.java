package dev.coffer.pipeline;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** A snapshot of no database: seeded bytes that compress a little, written in pieces of odd sizes. */
final class GeneratedSnapshot implements Snapshot {

    /** Looks at the bytes written so far, and may throw. */
    @FunctionalInterface
    interface Watcher {
        void written(long bytes) throws EngineException, IOException;
    }

    static final Watcher NOBODY = bytes -> {};

    private final long seed;
    private final long payloadBytes;
    private final Watcher watcher;
    boolean closed;

    GeneratedSnapshot(long seed, long payloadBytes, Watcher watcher) {
        this.seed = seed;
        this.payloadBytes = payloadBytes;
        this.watcher = watcher;
    }

    @Override
    public Start start() {
        return new Start(
                Instant.parse("2026-11-01T10:00:00.123456Z"),
                BigInteger.valueOf(1000),
                BigInteger.valueOf(1008),
                Map.of("postgres.version", "180000"));
    }

    @Override
    public long estimatedBytes() {
        return payloadBytes;
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        Random sizes = new Random(seed);
        Pieces pieces = new Pieces(seed);
        long left = payloadBytes;
        while (left > 0) {
            int length = (int) Math.min(left, 1 + sizes.nextInt(300_000));
            payload.write(pieces.next(length));
            left -= length;
            watcher.written(payloadBytes - left);
        }
        return new End(BigInteger.valueOf(2000), payloadBytes, 0, 0, Map.of("postgres.end", "2000"));
    }

    @Override
    public void close() {
        closed = true;
    }

    /** The payload's bytes, in whatever pieces they are asked for: half noise, half repetition. */
    static final class Pieces {

        private static final int PERIOD = 64;
        private final long seed;
        private long position;

        Pieces(long seed) {
            this.seed = seed;
        }

        byte[] next(int length) {
            byte[] piece = new byte[length];
            for (int i = 0; i < length; i++) {
                long at = position + i;
                long row = at / PERIOD;
                long mixed = (seed + row) * 0x9E3779B97F4A7C15L;
                piece[i] = at % PERIOD < PERIOD / 2 ? (byte) (mixed >>> (at % Long.BYTES * Byte.SIZE)) : (byte) at;
            }
            position += length;
            return piece;
        }
    }
}

package dev.coffer.bench;

import dev.coffer.engine.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/** A snapshot of no database, as large as is asked for: bytes of which zstd makes half. Confined to one thread. */
final class GeneratedImage implements Snapshot {

    private static final int BLOCK_BYTES = 8 << 20;
    private static final int PIECE_BYTES = 1 << 16;

    private final long sizeBytes;

    GeneratedImage(long sizeBytes) {
        this.sizeBytes = sizeBytes;
    }

    @Override
    public Start start() {
        return new Start(Instant.now(), BigInteger.ONE, BigInteger.ONE, Map.of("postgres.version", "180000"));
    }

    @Override
    public long estimatedBytes() {
        return sizeBytes;
    }

    @Override
    public End writeTo(OutputStream payload) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        Random random = new Random(1);
        byte[] noise = new byte[PIECE_BYTES / 2];
        for (int offset = 0; offset < block.length; offset += PIECE_BYTES) {
            random.nextBytes(noise);
            System.arraycopy(noise, 0, block, offset, noise.length);
        }
        for (long written = 0; written < sizeBytes; ) {
            int offset = (int) (written % BLOCK_BYTES);
            int length = (int) Math.min(Math.min(PIECE_BYTES, BLOCK_BYTES - offset), sizeBytes - written);
            payload.write(block, offset, length);
            written += length;
        }
        return new End(BigInteger.TWO, sizeBytes, 0, 0, Map.of("postgres.end", "2"));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}

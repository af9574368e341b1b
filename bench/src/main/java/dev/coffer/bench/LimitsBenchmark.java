package dev.coffer.bench;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.compress.BadBlock;
import dev.coffer.compress.ZstdCompressor;
import dev.coffer.compress.ZstdDecompressor;
import dev.coffer.crypto.Aead;
import dev.coffer.crypto.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one core can do to a chunk of 1 MiB: the limits that the pipeline is measured against. A score in operations a
 * second is MiB a second of payload.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LimitsBenchmark {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int GRANULE_BYTES = 4096;
    private static final int KEY_BYTES = 32;
    private static final int SEED = 42;
    private static final byte[] NOTHING = {};

    private final byte[] rows = new byte[CHUNK_BYTES];
    private final byte[] sealed = new byte[CHUNK_BYTES + Aead.TAG_BYTES];
    private final byte[] compressed = new byte[ZstdCompressor.maxBytes(CHUNK_BYTES, GRANULE_BYTES)];
    private final byte[] scratch = new byte[ZstdCompressor.maxBytes(CHUNK_BYTES, GRANULE_BYTES)];
    private final byte[] plain = new byte[CHUNK_BYTES];
    private final MessageDigest sha256 = Digests.newSha256();
    private final SecretBytes key = SecretBytes.adopt(new byte[KEY_BYTES]);
    private final Aead aead = new Aead(key);
    private final ZstdCompressor fast = new ZstdCompressor(1, GRANULE_BYTES);
    private final ZstdCompressor medium = new ZstdCompressor(3, GRANULE_BYTES);
    private final ZstdDecompressor decompressor = new ZstdDecompressor();
    private int compressedBytes;
    private long counter;

    /** Text rows of numbers and words: compresses about as table data does. */
    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder text = new StringBuilder(CHUNK_BYTES);
        while (text.length() < CHUNK_BYTES) {
            text.append(random.nextInt(1_000_000)).append(" paid by customer ").append(random.nextInt(50_000));
        }
        System.arraycopy(text.toString().getBytes(StandardCharsets.US_ASCII), 0, rows, 0, CHUNK_BYTES);
        compressedBytes = fast.compress(rows, CHUNK_BYTES, compressed, 0);
    }

    @TearDown
    public void close() {
        aead.close();
        key.close();
        fast.close();
        medium.close();
        decompressor.close();
    }

    @Benchmark
    public int seal() {
        byte[] nonce =
                ByteBuffer.allocate(Aead.NONCE_BYTES).putLong(4, counter++).array();
        return aead.seal(nonce, NOTHING, rows, 0, CHUNK_BYTES, sealed, 0);
    }

    @Benchmark
    public byte[] sha256() {
        return sha256.digest(rows);
    }

    @Benchmark
    public long crc32c() {
        CRC32C crc = new CRC32C();
        crc.update(rows);
        return crc.getValue();
    }

    @Benchmark
    public int zstd1() {
        return fast.compress(rows, CHUNK_BYTES, scratch, 0);
    }

    @Benchmark
    public int zstd3() {
        return medium.compress(rows, CHUNK_BYTES, scratch, 0);
    }

    @Benchmark
    public int decompress() throws BadBlock {
        return decompressor.decompress(compressed, 0, compressedBytes, plain, CHUNK_BYTES);
    }
}

package dev.coffer.bench;

import dev.coffer.compress.ZstdCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The limit that a backup runs against: the same chunks, workers and codec, with the input in memory and the output
 * thrown away. The input is a sample of the database's files, gone through as often as the database is larger.
 */
final class CodecSpeed {

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int SAMPLE_CHUNKS = 128;
    private static final int GRANULE_BYTES = 4096;
    private static final Pattern RELATION = Pattern.compile("/\\d+(\\.\\d+)?$");

    private CodecSpeed() {}

    /** Compresses as many bytes as the folder holds; returns the bytes that came out. */
    static long compress(Path folder, int workers) throws IOException {
        // Relations alone: what else a running server keeps comes and goes.
        List<Path> files = filesOf(folder.resolve("base"));
        long chunkCount = 0;
        for (Path file : files) {
            chunkCount += Files.size(file) / CHUNK_BYTES;
        }
        List<byte[]> sample = sample(files, Math.max(1, chunkCount / SAMPLE_CHUNKS));
        if (sample.isEmpty()) {
            throw new IOException("The database is too small to measure the codec");
        }
        return compress(sample, chunkCount, workers);
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> RELATION.matcher(file.toString()).find())
                    .sorted()
                    .toList();
        }
    }

    /** Every n-th chunk of the files that hold at least one. */
    private static List<byte[]> sample(List<Path> files, long every) throws IOException {
        List<byte[]> sample = new ArrayList<>();
        long index = 0;
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file)) {
                for (long at = 0; at + CHUNK_BYTES <= channel.size(); at += CHUNK_BYTES) {
                    if (index++ % every == 0 && sample.size() < SAMPLE_CHUNKS) {
                        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
                        int count;
                        do {
                            count = channel.read(chunk, at + chunk.position());
                        } while (count > 0 && chunk.hasRemaining());
                        sample.add(chunk.array());
                    }
                }
            }
        }
        return sample;
    }

    private static long compress(List<byte[]> sample, long chunkCount, int workers) throws IOException {
        AtomicLong next = new AtomicLong();
        AtomicLong compressedBytes = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Thread thread = new Thread(() -> {
                byte[] target = new byte[ZstdCompressor.maxBytes(CHUNK_BYTES, GRANULE_BYTES)];
                try (ZstdCompressor compressor = new ZstdCompressor(1, GRANULE_BYTES)) {
                    for (long n = next.getAndIncrement(); n < chunkCount; n = next.getAndIncrement()) {
                        byte[] chunk = sample.get((int) (n % sample.size()));
                        compressedBytes.addAndGet(compressor.compress(chunk, chunk.length, target, 0));
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IOException("Interrupted while the codec was measured", e);
            }
        }
        return compressedBytes.get();
    }
}

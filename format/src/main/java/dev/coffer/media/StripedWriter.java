package dev.coffer.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes all stripes of one backup set: chunks are dealt to the families in turn. Sealers may run on several threads,
 * and so may the writing of different families; each family is confined to one thread at a time.
 */
public final class StripedWriter implements AutoCloseable {

    private final List<SetWriter> families;

    /** @param families by number, from 1; closed with this */
    public StripedWriter(List<SetWriter> families) {
        Limits.range("Count of families", families.size(), 1, MediaLabel.MAX_FAMILIES);
        this.families = List.copyOf(families);
    }

    public int familyCount() {
        return families.size();
    }

    /** Which family a chunk of the payload goes to: its number, from 1. */
    public int familyOf(long chunkIndex) {
        return (int) (chunkIndex % families.size()) + 1;
    }

    /**
     * A sealer for one worker thread. It takes the payload's chunks by their index in the payload. The payload's last
     * chunk is the last of its family; behind it every other family gets one more, empty and the last of its own: they
     * have the indexes that follow.
     *
     * @param compressionLevel zstd's; ignored without compression
     */
    public ChunkSealer newSealer(int compressionLevel) {
        SuiteChunkSealer.Bench bench = families.get(0).newBench(compressionLevel);
        List<ChunkSealer> sealers = new ArrayList<>();
        families.forEach(family -> sealers.add(family.newSealer(bench)));
        return new Sealer(sealers);
    }

    /** Writes the family's next chunk, as a sealer of this set sealed it. */
    public void write(int familyNumber, SealedChunk chunk) throws IOException {
        families.get(familyNumber - 1).write(chunk);
    }

    /** Writes the footers, the first family's at the end. Returns the root of the whole set, 32 bytes. */
    public byte[] finish(SetTrailer trailer) throws IOException {
        List<byte[]> roots = new ArrayList<>();
        for (int i = families.size() - 1; i >= 0; i--) {
            roots.add(0, families.get(i).finish(trailer));
        }
        return StripedSet.root(roots);
    }

    /** Wipes the keys. */
    @Override
    public void close() {
        families.forEach(SetWriter::close);
    }

    private static final class Sealer implements ChunkSealer {

        private final List<ChunkSealer> families;

        Sealer(List<ChunkSealer> families) {
            this.families = List.copyOf(families);
        }

        @Override
        public int maxSealedBytes() {
            return families.get(0).maxSealedBytes();
        }

        @Override
        public SealedChunk seal(long index, boolean last, byte[] plain, int length, ByteBuffer target) {
            int family = (int) (index % families.size());
            return families.get(family).seal(index / families.size(), last, plain, length, target);
        }

        @Override
        public void close() {
            families.forEach(ChunkSealer::close);
        }
    }
}

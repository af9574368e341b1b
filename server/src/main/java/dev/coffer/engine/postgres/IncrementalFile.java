package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.BitSet;

/**
 * A relation file in a differential: {@code INCREMENTAL.NAME} in place of {@code NAME}, as BASE_BACKUP INCREMENTAL
 * writes it and pg_combinebackup reads it (src/backend/backup/basebackup_incremental.c). Little-endian.
 *
 * <pre>
 * offset  size   field
 *      0     4   magic d3ae1f0d
 *      4     4   count of blocks
 *      8     4   truncation block length: so many blocks has the file at least; those not in here are the base's
 *     12   4 n   the blocks' numbers in the file, rising
 *                zeros up to a multiple of 8192, when there are blocks
 *                the blocks
 * </pre>
 *
 * @param blocks numbers of the blocks
 * @param truncationBlockLength in blocks
 */
record IncrementalFile(BitSet blocks, int truncationBlockLength) {

    static final String PREFIX = "INCREMENTAL.";

    private static final int MAGIC = 0xd3ae1f0d;
    private static final int FIXED_BYTES = 12;

    /** Of one without blocks. */
    static final int EMPTY_BYTES = FIXED_BYTES;

    /** Blocks of a segment of 1 GiB. */
    static final int MOST_BLOCKS = 131_072;

    private static final int PAGE_BYTES = PageChecksum.PAGE_BYTES;

    IncrementalFile {
        if (truncationBlockLength < 0 || truncationBlockLength > MOST_BLOCKS || blocks.length() > MOST_BLOCKS) {
            throw new IllegalArgumentException(
                    "A segment has at most " + MOST_BLOCKS + " blocks, not " + truncationBlockLength);
        }
    }

    /** The name under which it stands in the payload. */
    static String pathOf(String relationFile) {
        int name = relationFile.lastIndexOf('/') + 1;
        return relationFile.substring(0, name) + PREFIX + relationFile.substring(name);
    }

    static boolean isOne(String path) {
        return path.startsWith(PREFIX, path.lastIndexOf('/') + 1);
    }

    /** The path of the relation file that stands under that name. */
    static String relationFile(String path) {
        int name = path.lastIndexOf('/') + 1;
        return path.substring(0, name) + path.substring(name + PREFIX.length());
    }

    /** Everything before the blocks. */
    byte[] header() {
        int count = blocks.cardinality();
        ByteBuffer header = ByteBuffer.allocate(headerBytes(count)).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(MAGIC).putInt(count).putInt(truncationBlockLength);
        blocks.stream().forEach(header::putInt);
        return header.array();
    }

    long sizeBytes() {
        int count = blocks.cardinality();
        return headerBytes(count) + (long) count * PAGE_BYTES;
    }

    private static int headerBytes(int count) {
        int bytes = FIXED_BYTES + count * Integer.BYTES;
        return count == 0 ? bytes : (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
    }

    /**
     * Reads everything before the blocks.
     *
     * @param path for the message
     * @throws EngineException DAMAGED
     */
    static IncrementalFile read(InputStream content, String path) throws EngineException, IOException {
        ByteBuffer fixed = ByteBuffer.wrap(exactly(content, FIXED_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        int magic = fixed.getInt();
        int count = fixed.getInt();
        int length = fixed.getInt();
        if (magic != MAGIC || count < 0 || count > MOST_BLOCKS || length < 0) {
            throw new EngineException(Kind.DAMAGED, path + " has a wrong header");
        }
        ByteBuffer numbers = ByteBuffer.wrap(exactly(content, headerBytes(count) - FIXED_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        BitSet blocks = new BitSet();
        for (int i = 0; i < count; i++) {
            int block = numbers.getInt();
            if (block < blocks.length() || block >= MOST_BLOCKS) {
                throw new EngineException(Kind.DAMAGED, path + " has blocks out of order");
            }
            blocks.set(block);
        }
        // Servers say the place where a later segment was cut off, too; what lies before it is a whole segment.
        return new IncrementalFile(blocks, Math.min(length, MOST_BLOCKS));
    }

    private static byte[] exactly(InputStream content, int count) throws IOException {
        byte[] bytes = content.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("A file of the differential is cut short");
        }
        return bytes;
    }

    /**
     * Makes of the base's file the one that was backed up: puts the blocks where they belong, and gives it the length
     * it had.
     *
     * @param content behind the header
     * @param buffer a multiple of a page long
     * @param mostOfBase of so many blocks the base's count at most
     */
    void applyTo(FileChannel file, InputStream content, byte[] buffer, int mostOfBase) throws IOException {
        long size = (long) Math.max(truncationBlockLength, blocks.length()) * PAGE_BYTES;
        // Blocks behind the shortest length that the file had meanwhile are in here, or zero.
        long kept = Math.min(size, (long) Math.min(truncationBlockLength, mostOfBase) * PAGE_BYTES);
        if (file.size() > kept) {
            file.truncate(kept);
        }
        int most = buffer.length / PAGE_BYTES;
        for (int first = blocks.nextSetBit(0); first >= 0; ) {
            int end = Math.min(blocks.nextClearBit(first), first + most);
            int length = (end - first) * PAGE_BYTES;
            if (content.readNBytes(buffer, 0, length) < length) {
                throw new EOFException("A file of the differential is cut short");
            }
            ByteBuffer run = ByteBuffer.wrap(buffer, 0, length);
            long position = (long) first * PAGE_BYTES;
            while (run.hasRemaining()) {
                position += file.write(run, position);
            }
            first = blocks.nextSetBit(end);
        }
        if (file.size() < size) {
            // Blocks that neither has are zero.
            file.write(ByteBuffer.allocate(1), size - 1);
        }
    }
}

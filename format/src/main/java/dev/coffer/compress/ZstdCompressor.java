package dev.coffer.compress;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.Arrays;

/**
 * Compresses one block to one zstd frame (RFC 8878, content size stored, no checksum), padded by one skippable frame to
 * a multiple of the granule, so that the size of what follows tells less about the content.
 *
 * <p>Confined to one thread; nothing is allocated per block.
 */
public final class ZstdCompressor implements AutoCloseable {

    /** Little-endian 0x184D2A50, the first of the skippable frames' magic numbers. */
    private static final byte[] SKIPPABLE_MAGIC = {0x50, 0x2A, 0x4D, 0x18};

    private static final int SKIPPABLE_HEADER_BYTES = 8;

    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final int granuleBytes;

    /**
     * @param level from {@link #minLevel} to {@link #maxLevel}
     * @param granuleBytes a power of two, at least 16
     */
    public ZstdCompressor(int level, int granuleBytes) {
        if (level < minLevel() || level > maxLevel()) {
            throw new IllegalArgumentException("Level " + level + " is outside " + minLevel() + ".." + maxLevel());
        }
        if (granuleBytes < 2 * SKIPPABLE_HEADER_BYTES || Integer.bitCount(granuleBytes) != 1) {
            throw new IllegalArgumentException("Granule " + granuleBytes + " is no power of two from 16");
        }
        this.granuleBytes = granuleBytes;
        context.setLevel(level);
        context.setContentSize(true);
        context.setChecksum(false);
        context.setDictID(false);
    }

    public static int minLevel() {
        return 1;
    }

    public static int maxLevel() {
        return 22;
    }

    /** The most bytes that a padded block of so many plain bytes takes. */
    public static int maxBytes(int plainBytes, int granuleBytes) {
        long bound = Zstd.compressBound(plainBytes) + SKIPPABLE_HEADER_BYTES;
        return Math.toIntExact((bound + granuleBytes - 1) / granuleBytes * granuleBytes);
    }

    /** Returns the padded length; the target has room for {@link #maxBytes} from the offset on. */
    public int compress(byte[] source, int length, byte[] target, int targetOffset) {
        int frame = context.compressByteArray(target, targetOffset, target.length - targetOffset, source, 0, length);
        int padded = paddedLength(frame);
        int gap = padded - frame;
        if (gap > 0) {
            int at = targetOffset + frame;
            System.arraycopy(SKIPPABLE_MAGIC, 0, target, at, SKIPPABLE_MAGIC.length);
            int content = gap - SKIPPABLE_HEADER_BYTES;
            for (int i = 0; i < Integer.BYTES; i++) {
                target[at + SKIPPABLE_MAGIC.length + i] = (byte) (content >>> (8 * i));
            }
            Arrays.fill(target, at + SKIPPABLE_HEADER_BYTES, targetOffset + padded, (byte) 0);
        }
        return padded;
    }

    private int paddedLength(int frame) {
        int gap = (granuleBytes - frame % granuleBytes) % granuleBytes;
        // A skippable frame has a header of its own: a gap too small for one grows by a whole granule.
        return frame + (gap > 0 && gap < SKIPPABLE_HEADER_BYTES ? gap + granuleBytes : gap);
    }

    @Override
    public void close() {
        context.close();
    }
}

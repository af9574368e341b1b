package dev.coffer.engine.postgres;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * PostgreSQL's data page checksum: 32 parallel FNV-1a sums over the page's words, folded to 16 bits
 * (src/include/storage/checksum_impl.h). The page's own checksum field counts as zero. Confined to one thread.
 */
final class PageChecksum {

    static final int PAGE_BYTES = 8192;

    private static final int LANES = 32;
    private static final int WORDS = PAGE_BYTES / Integer.BYTES;
    private static final int PRIME = 16777619;
    private static final int CHECKSUM_WORD = 2;

    private static final int[] BASE_OFFSETS = {
        0x5B1F36E9, 0xB8525960, 0x02AB50AA, 0x1DE66D2A, 0x79FF467A, 0x9BB9F8A3, 0x217E7CD2, 0x83E13D2C,
        0xF8D4474F, 0xE39EB970, 0x42C6AE16, 0x993216FA, 0x7B093B5D, 0x98DAFF3C, 0xF718902A, 0x0B1C9CDB,
        0xE58F764B, 0x187636BC, 0x5D7B3BB1, 0xE73DE7DE, 0x92BEC979, 0xCCA6C0B2, 0x304A0979, 0x85AA43D4,
        0x783125BB, 0x6CA8EAA2, 0xE407EAC6, 0x4B5CFC3E, 0x9FBF8C76, 0x15CA20BE, 0xF2CA9FD3, 0x959BD756
    };

    private final int[] words = new int[WORDS];
    private final int[] sums = new int[LANES];

    /**
     * @param page at least {@link #PAGE_BYTES} from the offset on
     * @param block the page's number in its relation, counted over all segments
     * @return what the page's checksum field must hold: 1 to 65535
     */
    int of(byte[] page, int offset, int block) {
        ByteBuffer.wrap(page, offset, PAGE_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(words);
        words[CHECKSUM_WORD] &= 0xFFFF0000;
        System.arraycopy(BASE_OFFSETS, 0, sums, 0, LANES);
        for (int row = 0; row < WORDS; row += LANES) {
            mix(sums, words, row);
        }
        finish(sums);
        finish(sums);
        int folded = 0;
        for (int sum : sums) {
            folded ^= sum;
        }
        return Integer.remainderUnsigned(folded ^ block, 65535) + 1;
    }

    /** Written so that the compiler turns it into vector instructions. */
    private static void mix(int[] sums, int[] words, int row) {
        for (int lane = 0; lane < LANES; lane++) {
            int mixed = sums[lane] ^ words[row + lane];
            sums[lane] = mixed * PRIME ^ (mixed >>> 17);
        }
    }

    private static void finish(int[] sums) {
        for (int lane = 0; lane < LANES; lane++) {
            sums[lane] = sums[lane] * PRIME ^ (sums[lane] >>> 17);
        }
    }
}

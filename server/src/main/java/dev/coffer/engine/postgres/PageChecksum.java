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
    private static final int LANES_AT_ONCE = 8;
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
        int folded = 0;
        for (int lane = 0; lane < LANES; lane += LANES_AT_ONCE) {
            folded ^= lanes(words, lane);
        }
        return Integer.remainderUnsigned(folded ^ block, 65535) + 1;
    }

    /** Eight sums over the whole page, folded: as many as stay in registers, so that their multiplications overlap. */
    private static int lanes(int[] words, int first) {
        int a = BASE_OFFSETS[first];
        int b = BASE_OFFSETS[first + 1];
        int c = BASE_OFFSETS[first + 2];
        int d = BASE_OFFSETS[first + 3];
        int e = BASE_OFFSETS[first + 4];
        int f = BASE_OFFSETS[first + 5];
        int g = BASE_OFFSETS[first + 6];
        int h = BASE_OFFSETS[first + 7];
        for (int row = first; row < WORDS; row += LANES) {
            a = mixed(a ^ words[row]);
            b = mixed(b ^ words[row + 1]);
            c = mixed(c ^ words[row + 2]);
            d = mixed(d ^ words[row + 3]);
            e = mixed(e ^ words[row + 4]);
            f = mixed(f ^ words[row + 5]);
            g = mixed(g ^ words[row + 6]);
            h = mixed(h ^ words[row + 7]);
        }
        return finished(a)
                ^ finished(b)
                ^ finished(c)
                ^ finished(d)
                ^ finished(e)
                ^ finished(f)
                ^ finished(g)
                ^ finished(h);
    }

    private static int mixed(int value) {
        return value * PRIME ^ (value >>> 17);
    }

    /** Two rounds of zeros end each sum. */
    private static int finished(int sum) {
        return mixed(mixed(sum));
    }
}

package dev.coffer.tds;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes the way hostile and broken clients do. */
final class Mutations {

    private static final byte[] TELLING = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};

    private Mutations() {}

    /** A copy with one to four changes: bytes flipped or set, a part cut, doubled or filled. */
    static byte[] of(byte[] original, Random random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes && mutant.length > 0; change++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> mutant[at] = TELLING[random.nextInt(TELLING.length)];
                case 2 -> mutant = Arrays.copyOf(mutant, at);
                case 3 -> mutant = doubled(mutant, at, random);
                default ->
                    Arrays.fill(
                            mutant,
                            at,
                            Math.min(mutant.length, at + 1 + random.nextInt(8)),
                            TELLING[random.nextInt(TELLING.length)]);
            }
        }
        return mutant;
    }

    private static byte[] doubled(byte[] bytes, int at, Random random) {
        int length = Math.min(bytes.length - at, 1 + random.nextInt(32));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}

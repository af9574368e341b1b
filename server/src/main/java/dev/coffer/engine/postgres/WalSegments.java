package dev.coffer.engine.postgres;

import java.util.Locale;

/**
 * Names and arithmetic of WAL segments. Log positions are unsigned 64-bit byte counts.
 *
 * @param segmentBytes the cluster's own segment size: a power of two from 1 MiB to 1 GiB
 */
record WalSegments(int segmentBytes) {

    /** Eight hexadecimal digits each of timeline, log and segment. */
    static final int NAME_LENGTH = 24;

    WalSegments {
        if (Integer.bitCount(segmentBytes) != 1 || segmentBytes < 1 << 20 || segmentBytes > 1 << 30) {
            throw new IllegalArgumentException("WAL segment size is " + segmentBytes + " bytes");
        }
    }

    static boolean isName(String name) {
        return name.matches("[0-9A-F]{24}");
    }

    long numberOf(long lsn) {
        return Long.divideUnsigned(lsn, segmentBytes);
    }

    long startOf(long number) {
        return number * segmentBytes;
    }

    String name(int timeline, long number) {
        long perLog = 0x1_0000_0000L / segmentBytes;
        return String.format(
                Locale.ROOT,
                "%08X%08X%08X",
                timeline,
                Long.divideUnsigned(number, perLog),
                Long.remainderUnsigned(number, perLog));
    }

    /** The number of the segment in the file of that name. */
    long number(String name) {
        long perLog = 0x1_0000_0000L / segmentBytes;
        return Long.parseLong(name.substring(8, 16), 16) * perLog + Long.parseLong(name.substring(16, 24), 16);
    }

    int timeline(String name) {
        return Integer.parseUnsignedInt(name.substring(0, 8), 16);
    }
}

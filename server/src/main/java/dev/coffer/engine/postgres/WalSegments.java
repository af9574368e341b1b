package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import java.io.IOException;
import java.util.Locale;

/**
 * Names and arithmetic of WAL segments. Log positions are unsigned 64-bit byte counts.
 *
 * @param segmentBytes the cluster's own segment size: a power of two from 1 MiB to 1 GiB
 */
record WalSegments(int segmentBytes) {

    /** Whoever looks into log holds a segment of it whole. Coffer's own have 1 MiB, PostgreSQL's usual ones 16. */
    static final int LARGEST_HELD_BYTES = 64 << 20;

    /** Eight hexadecimal digits each of timeline, log and segment. */
    static final int NAME_LENGTH = 24;

    WalSegments {
        if (Integer.bitCount(segmentBytes) != 1 || segmentBytes < 1 << 20 || segmentBytes > 1 << 30) {
            throw new IllegalArgumentException("WAL segment size is " + segmentBytes + " bytes");
        }
    }

    /**
     * Those of a server elsewhere.
     *
     * @throws EngineException ELSEWHERE when it does not say how long they are, or its pages are none that are read
     */
    static WalSegments of(ReplicationConnection connection) throws IOException, EngineException {
        String page = connection.show("wal_block_size");
        if (!page.equals(Integer.toString(PageChecksum.PAGE_BYTES))) {
            throw new EngineException(
                    Kind.ELSEWHERE,
                    "its log has pages of " + page + " bytes, and is read in those of " + PageChecksum.PAGE_BYTES
                            + " alone");
        }
        String text = connection.show("wal_segment_size");
        if (!text.matches("\\d{1,4}(MB|GB)")) {
            throw new EngineException(Kind.ELSEWHERE, "The server names no size of WAL segments: " + text);
        }
        int count = Integer.parseInt(text.substring(0, text.length() - 2));
        return new WalSegments(count << (text.endsWith("MB") ? 20 : 30));
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

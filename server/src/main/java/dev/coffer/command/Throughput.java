package dev.coffer.command;

import dev.coffer.errors.Message;
import java.time.Duration;

/** Pages and MB/sec as BACKUP and RESTORE report them: pages of 8 KiB, the rate cut (not rounded) to three decimals. */
final class Throughput {

    static final int PAGE_BYTES = 8192;

    private static final int MILLIS = 1000;
    private static final int MEBIBYTE = 1 << 20;

    private Throughput() {}

    /** Pages that hold so many bytes, the last one perhaps not full. */
    static long pages(long bytes) {
        return (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
    }

    /** Message 3014. */
    static String summary(String statement, long pages, Duration elapsed) {
        long millis = Math.max(1, elapsed.toMillis());
        long thousandths = (long) ((double) pages * PAGE_BYTES * MILLIS * MILLIS / MEBIBYTE / millis);
        return Message.SUCCESSFULLY_PROCESSED.text(
                statement, pages, millis / MILLIS, millis % MILLIS, thousandths / MILLIS, thousandths % MILLIS);
    }
}

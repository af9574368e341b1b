package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Checks the pages of relation files while the server may be writing them. Confined to one thread.
 *
 * <p>A page may be read half old, half new. When its log position lies in the span of the backup, recovery writes it
 * anew from the log; such a page is not checked. A position from the future is damage. One that is older and fails its
 * checksum is read again, at once and after pauses, before it counts as damaged.
 */
final class PageVerifier {

    /** How long the server gets to end its write before each further reading. */
    private static final long[] PAUSES_MICROS = {0, 1_000, 10_000, 100_000};

    /** A file full of damage must not take hours: from then on nobody waits. */
    private static final int MOST_WAITS = 200;

    private static final int CHECKSUM_OFFSET = 8;
    private static final int UPPER_OFFSET = 14;

    /** Asks the server how far its log reaches now. */
    @FunctionalInterface
    interface LogEnd {
        long now() throws IOException;
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void micros(long micros);
    }

    private final PageChecksum checksum = new PageChecksum();
    private final byte[] again = new byte[PageChecksum.PAGE_BYTES];
    private final long startLsn;
    private final LogEnd logEnd;
    private final Pause pause;
    private long knownLogEnd;
    private int waits;

    PageVerifier(long startLsn, LogEnd logEnd) {
        this(startLsn, logEnd, micros -> LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(micros)));
    }

    PageVerifier(long startLsn, LogEnd logEnd, Pause pause) {
        this.pause = pause;
        this.startLsn = startLsn;
        this.logEnd = logEnd;
        this.knownLogEnd = startLsn;
    }

    /**
     * @param pages holds the page at the offset; a second, good reading replaces it
     * @param file where the page can be read again
     * @param position of the page in that file
     * @param block of the page in its relation
     * @return false when the page is damaged
     */
    boolean verify(byte[] pages, int offset, FileChannel file, long position, int block) throws IOException {
        if (isSound(pages, offset, block)) {
            return true;
        }
        for (long micros : PAUSES_MICROS) {
            if (micros > 0 && waits < MOST_WAITS) {
                waits++;
                pause.micros(micros);
            }
            ByteBuffer target = ByteBuffer.wrap(again);
            int count = 0;
            while (count >= 0 && target.hasRemaining()) {
                count = file.read(target, position + target.position());
            }
            if (target.hasRemaining()) {
                // Truncated meanwhile: recovery repeats the truncation.
                return true;
            }
            if (isSound(again, 0, block)) {
                System.arraycopy(again, 0, pages, offset, again.length);
                return true;
            }
        }
        return false;
    }

    private boolean isSound(byte[] pages, int offset, int block) throws IOException {
        ByteBuffer page =
                ByteBuffer.wrap(pages, offset, PageChecksum.PAGE_BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (page.getShort(UPPER_OFFSET) == 0 && isZero(page)) {
            return true;
        }
        long lsn = Integer.toUnsignedLong(page.getInt(0)) << 32 | Integer.toUnsignedLong(page.getInt(4));
        if (Long.compareUnsigned(lsn, startLsn) >= 0) {
            return Long.compareUnsigned(lsn, knownLogEnd) <= 0 || Long.compareUnsigned(lsn, refreshedLogEnd()) <= 0;
        }
        return checksum.of(pages, offset, block) == Short.toUnsignedInt(page.getShort(CHECKSUM_OFFSET));
    }

    private long refreshedLogEnd() throws IOException {
        knownLogEnd = logEnd.now();
        return knownLogEnd;
    }

    private static boolean isZero(ByteBuffer page) {
        for (int offset = 0; offset < PageChecksum.PAGE_BYTES; offset += Long.BYTES) {
            if (page.getLong(offset) != 0) {
                return false;
            }
        }
        return true;
    }
}

package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Checks the pages of relation files while the server may be writing them. Confined to one thread.
 *
 * <p>A page may be read half old, half new. When its log position lies in the span of the backup, recovery writes it
 * anew from the log; such a page is not checked. A position from the future is damage.
 */
final class PageVerifier {

    private static final int ATTEMPTS = 3;
    private static final int CHECKSUM_OFFSET = 8;
    private static final int UPPER_OFFSET = 14;

    /** Asks the server how far its log reaches now. */
    @FunctionalInterface
    interface LogEnd {
        long now() throws IOException;
    }

    private final PageChecksum checksum = new PageChecksum();
    private final byte[] again = new byte[PageChecksum.PAGE_BYTES];
    private final long startLsn;
    private final LogEnd logEnd;
    private long knownLogEnd;

    PageVerifier(long startLsn, LogEnd logEnd) {
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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
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

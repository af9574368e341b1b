package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Reads the records of the log out of its segments, one page behind another (access/xlogrecord.h, xlog_internal.h). A
 * record is cut by page headers wherever a page ends; each is checked by its CRC, and names the one before. Only the
 * beginning of a long record is kept, so memory does not grow with it. Confined to one thread.
 *
 * <pre>
 * offset  size  record header                      offset  size  page header
 *      0     4  length, this header included            0     2  magic
 *      4     4  transaction                             2     2  flags: 1 first goes on, 2 long, 8 first was given up
 *      8     8  position of the record before           8     8  position of the page
 *     16     1  info                                   16     4  rest of the record that goes on
 *     17     1  resource manager
 *     20     4  CRC-32C of all behind the header, then of the header before it
 * </pre>
 */
final class WalRecords {

    static final int HEADER_BYTES = 24;

    private static final int PREVIOUS_OFFSET = 8;
    private static final int CRC_OFFSET = 20;
    private static final int ALIGNMENT = 8;
    private static final int PAGE_HEADER_BYTES = 24;
    private static final int LONG_PAGE_HEADER_BYTES = 40;
    private static final int GOES_ON = 0x0001;
    private static final int GIVEN_UP = 0x0008;

    /** What a reader looks at stands in the first bytes; marks are the longest of it. */
    private static final int KEPT_BYTES = 4096;

    private static final int SWITCH_MANAGER = 0;
    private static final int SWITCH_INFO = 0x40;

    /** Told of each record. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param position where the record begins
         * @param record its header and what follows, as much of it as is kept
         */
        void record(long position, ByteBuffer record) throws EngineException;
    }

    private final WalSegments segments;
    private final int pageBytes;
    private final Reader reader;
    private final byte[] kept = new byte[KEPT_BYTES];
    private final CRC32C crc = new CRC32C();
    private long position;
    private long recordStart;

    /** Of the last whole record; 0 before the first. */
    private long lastStart;

    private long endOfLast;
    private int length;
    private int taken;
    private boolean ended;
    private long endSeenAt;

    /** @param start where the first record begins: behind a page header, or within a page */
    WalRecords(WalSegments segments, int pageBytes, long start, Reader reader) {
        this.segments = segments;
        this.pageBytes = pageBytes;
        this.position = start;
        this.endOfLast = start;
        this.reader = reader;
    }

    /** Behind the last whole record, where the next one begins. */
    long end() {
        return endOfLast;
    }

    /** Whether something that is no record came: the log ends before it. */
    boolean ended() {
        return ended;
    }

    /** Behind the bytes that are no record's: where these were written, the log is damaged. */
    long endSeenAt() {
        return endSeenAt;
    }

    /** What begins at the place is no record: not even its first few bytes. */
    private void endsAtPlace() {
        endsBefore(position + ALIGNMENT);
    }

    private void endsBefore(long seenAt) {
        ended = true;
        endSeenAt = seenAt;
    }

    /** Takes the next segment, in the order of the log. */
    void segment(long number, byte[] content) throws EngineException {
        pages(segments.startOf(number), content);
    }

    /**
     * Takes the next pages, in the order of the log; those before the first record are passed over.
     *
     * @param start where the first of them begins
     */
    void pages(long start, byte[] content) throws EngineException {
        if (!ended && Long.compareUnsigned(position, start) < 0) {
            throw new EngineException(Kind.DAMAGED, "The log from " + LogPosition.text(position) + " on is missing");
        }
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        while (!ended && Long.compareUnsigned(position - start, content.length) < 0) {
            step(bytes, (int) (position - start));
        }
    }

    private void step(ByteBuffer bytes, int offset) throws EngineException {
        int inPage = offset % pageBytes;
        if (inPage == 0) {
            enterPage(bytes, offset);
            return;
        }
        if (taken == 0) {
            length = bytes.getInt(offset);
            if (length < HEADER_BYTES) {
                endsAtPlace();
                return;
            }
            recordStart = position;
            crc.reset();
        }
        take(bytes, offset, Math.min(length - taken, pageBytes - inPage));
    }

    private void enterPage(ByteBuffer bytes, int offset) {
        int flags = bytes.getShort(offset + 2);
        boolean beginsSegment = position == segments.startOf(segments.numberOf(position));
        int header = beginsSegment ? LONG_PAGE_HEADER_BYTES : PAGE_HEADER_BYTES;
        boolean goesOn = (flags & GOES_ON) != 0;
        int rest = bytes.getInt(offset + 16);
        if (bytes.getLong(offset + 8) != position) {
            // A segment that was used before still holds the old log behind the end of the new.
            endsAtPlace();
            return;
        }
        if (taken > 0 && (flags & GIVEN_UP) != 0) {
            // The server died while it wrote the record, and went on behind it.
            taken = 0;
        } else if (taken > 0 && (!goesOn || rest != length - taken)) {
            endsAtPlace();
            return;
        } else if (taken == 0 && goesOn) {
            endsAtPlace();
            return;
        }
        position += header;
    }

    private void take(ByteBuffer bytes, int offset, int count) throws EngineException {
        int keep = Math.min(count, Math.max(0, KEPT_BYTES - taken));
        bytes.get(offset, kept, Math.min(taken, KEPT_BYTES), keep);
        int inHeader = Math.min(count, Math.max(0, HEADER_BYTES - taken));
        crc.update(bytes.slice(offset + inHeader, count - inHeader));
        taken += count;
        position += count;
        if (taken == length) {
            finish();
        }
    }

    private void finish() throws EngineException {
        crc.update(kept, 0, CRC_OFFSET);
        ByteBuffer record =
                ByteBuffer.wrap(kept, 0, Math.min(length, KEPT_BYTES)).slice().order(ByteOrder.LITTLE_ENDIAN);
        taken = 0;
        boolean follows = lastStart == 0 || record.getLong(PREVIOUS_OFFSET) == lastStart;
        if (record.getInt(CRC_OFFSET) != (int) crc.getValue() || !follows) {
            endsBefore(position);
            return;
        }
        lastStart = recordStart;
        position = (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        if (record.get(17) == SWITCH_MANAGER && record.get(16) == SWITCH_INFO) {
            position = segments.startOf(segments.numberOf(position - 1) + 1);
        }
        endOfLast = position;
        reader.record(recordStart, record);
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * The WAL between the start and the end of a backup, whole segments of one timeline; each is checked page by page
 * (access/xlog_internal.h), because a recycled segment has the right name and length but old content.
 *
 * <pre>
 * offset  size  page header
 *      0     2  magic of the PostgreSQL version
 *      2     2  flags; 2: long header
 *      4     4  timeline
 *      8     8  log position of the page
 *     24     8  system identifier    (long header: first page of a segment)
 *     32     4  segment size
 *     36     4  page size
 * </pre>
 */
record WalSpan(WalSegments segments, int pageBytes, long systemId, int timeline, long startLsn, long endLsn) {

    private static final int LONG_HEADER_FLAG = 0x0002;
    private static final int LONG_HEADER_BYTES = 40;

    long firstNumber() {
        return segments.numberOf(startLsn);
    }

    /** Number of the last segment that holds something of the span. */
    long lastNumber() {
        return segments.numberOf(endLsn - 1);
    }

    String nameOf(long number) {
        return segments.name(timeline, number);
    }

    /** @throws EngineException DAMAGED when a page up to the end of the span is not the one that belongs there */
    void check(long number, byte[] segment) throws EngineException {
        if (segment.length != segments.segmentBytes()) {
            throw wrong(number, 0, "has " + segment.length + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(segment).order(ByteOrder.LITTLE_ENDIAN);
        checkLongHeader(number, bytes);
        short magic = bytes.getShort(0);
        long start = segments.startOf(number);
        for (int offset = 0; offset < segment.length; offset += pageBytes) {
            if (start + offset >= endLsn) {
                return;
            }
            if (bytes.getShort(offset) != magic) {
                throw wrong(number, offset, "has another version");
            }
            checkPage(number, offset, bytes.slice(offset, pageBytes).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** The same for the first page of a segment, when there is no more of it yet. */
    void checkBeginning(long number, byte[] firstPage) throws EngineException {
        ByteBuffer bytes = ByteBuffer.wrap(firstPage).order(ByteOrder.LITTLE_ENDIAN);
        checkLongHeader(number, bytes);
        checkPage(number, 0, bytes);
    }

    private void checkPage(long number, int offset, ByteBuffer page) throws EngineException {
        int pageTimeline = page.getInt(4);
        if (pageTimeline <= 0 || pageTimeline > timeline) {
            throw wrong(number, offset, "is of timeline " + pageTimeline);
        }
        if (page.getLong(8) != segments.startOf(number) + offset) {
            throw wrong(number, offset, "holds the log from " + LogPosition.text(page.getLong(8)));
        }
    }

    /** Whether the segment in that file holds the log of that position on. */
    static boolean isBegun(Path file, long position, long systemId) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(LONG_HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            int count = 0;
            while (count >= 0 && header.hasRemaining()) {
                count = channel.read(header);
            }
        }
        return !header.hasRemaining()
                && (header.getShort(2) & LONG_HEADER_FLAG) != 0
                && header.getLong(8) == position
                && header.getLong(24) == systemId;
    }

    private void checkLongHeader(long number, ByteBuffer bytes) throws EngineException {
        if ((bytes.getShort(2) & LONG_HEADER_FLAG) == 0) {
            throw wrong(number, 0, "does not begin with a long header");
        }
        if (bytes.getLong(24) != systemId) {
            throw wrong(number, 0, "is of another system");
        }
        if (bytes.getInt(32) != segments.segmentBytes() || bytes.getInt(36) != pageBytes) {
            throw wrong(number, 0, "has another segment or page size");
        }
    }

    private EngineException wrong(long number, int offset, String what) {
        return new EngineException(Kind.DAMAGED, "WAL segment " + nameOf(number) + ", page at " + offset + ", " + what);
    }
}

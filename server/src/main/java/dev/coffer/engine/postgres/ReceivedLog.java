package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the log that a server elsewhere sends with a base backup, page by page as it arrives: it must be that
 * server's, without a gap, and every record whole from the backup's start to its end. Confined to one thread.
 */
final class ReceivedLog {

    private final WalSegments segments;
    private final WalSpan span;
    private final WalRecords records;
    private final byte[] page = new byte[PageChecksum.PAGE_BYTES];
    private int filled;
    private long position;
    private @Nullable EngineException wrong;

    /**
     * @param timeline of the backup; what is older and comes with it is passed over
     * @param startLsn where its first record begins
     */
    ReceivedLog(WalSegments segments, long systemId, int timeline, long startLsn) {
        this.segments = segments;
        this.span = new WalSpan(segments, PageChecksum.PAGE_BYTES, systemId, timeline, startLsn, startLsn + 1);
        this.records = new WalRecords(segments, PageChecksum.PAGE_BYTES, startLsn, (lsn, record) -> {});
    }

    /**
     * A file of the log begins; segments come in their order.
     *
     * @return whether its bytes are to be shown
     */
    boolean begins(String name) {
        if (!WalSegments.isName(name) || segments.timeline(name) != span.timeline()) {
            return false;
        }
        position = segments.startOf(segments.number(name));
        filled = 0;
        return true;
    }

    /** The next bytes of that file. */
    void bytes(byte[] source, int offset, int count) {
        int taken = 0;
        while (taken < count && wrong == null) {
            int part = Math.min(count - taken, page.length - filled);
            System.arraycopy(source, offset + taken, page, filled, part);
            taken += part;
            filled += part;
            if (filled == page.length) {
                look();
                position += page.length;
                filled = 0;
            }
        }
    }

    /** What is wrong is told at the end: the rest is on its way already. */
    private void look() {
        long number = segments.numberOf(position);
        try {
            if (position == segments.startOf(number)) {
                span.checkBeginning(number, page);
            }
            records.pages(position, page);
        } catch (EngineException found) {
            wrong = found;
        }
    }

    /** @throws EngineException DAMAGED when there is not every record up to that position */
    void requireUpTo(long endLsn) throws EngineException {
        if (wrong != null) {
            throw wrong;
        }
        if (Long.compareUnsigned(records.end(), endLsn) < 0) {
            throw new EngineException(
                    Kind.DAMAGED,
                    "The server's log ends at " + LogPosition.text(records.end()) + ", before "
                            + LogPosition.text(endLsn) + " that the backup needs");
        }
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.postgres.CommitLog.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One version of a row as it lies in a page of a heap (src/include/access/htup_details.h, little-endian). Valid as long
 * as its page is.
 *
 * <pre>
 * offset  size  field
 *      0     4  inserting transaction
 *      4     4  deleting transaction
 *     18     2  number of columns (11 bits) and flags
 *     20     2  flags
 *     22     1  offset of the columns
 *     23        one bit for each column, when one is null
 * </pre>
 *
 * @param page the whole page
 * @param offset where the row begins in it
 * @param lengthBytes its length with the header
 * @param pageIsVisible whether the page says that all of its rows are visible, which the server believes
 */
record HeapRow(ByteBuffer page, int offset, int lengthBytes, boolean pageIsVisible) {

    /** What the server makes of it; UNCERTAIN is one that it may come to see, or may not. */
    enum State {
        LIVE,
        DEAD,
        UNCERTAIN
    }

    private static final int HEADER_BYTES = 23;
    private static final int COLUMNS_MASK = 0x07FF;
    private static final int HAS_NULL = 0x0001;
    private static final int LOCK_MASK = 0x0050;
    private static final int EXCLUSIVE_LOCK = 0x0040;
    private static final int LOCK_ONLY = 0x0080;
    private static final int INSERT_COMMITTED = 0x0100;
    private static final int INSERT_INVALID = 0x0200;
    private static final int DELETE_COMMITTED = 0x0400;
    private static final int DELETE_INVALID = 0x0800;
    private static final int DELETED_BY_SEVERAL = 0x1000;
    private static final int MOVED = 0xC000;

    boolean isWellFormed() {
        if (lengthBytes < HEADER_BYTES + 1) {
            return false;
        }
        int columns = columnsOffset();
        return columns >= HEADER_BYTES + nullBytes() && columns % 8 == 0 && columns <= lengthBytes;
    }

    State state(CommitLog log) throws IOException {
        State state = stateOf(log);
        return state == State.DEAD && pageIsVisible ? State.UNCERTAIN : state;
    }

    private State stateOf(CommitLog log) throws IOException {
        if ((flags() & MOVED) != 0) {
            return State.UNCERTAIN;
        }
        if ((flags() & INSERT_COMMITTED) == 0) {
            Fate inserted = (flags() & INSERT_INVALID) != 0 ? Fate.ABORTED : log.of(page.getInt(offset));
            if (inserted != Fate.COMMITTED) {
                return inserted == Fate.ABORTED ? State.DEAD : State.UNCERTAIN;
            }
        }
        boolean onlyLocked =
                (flags() & LOCK_ONLY) != 0 || (flags() & (DELETED_BY_SEVERAL | LOCK_MASK)) == EXCLUSIVE_LOCK;
        if ((flags() & DELETE_INVALID) != 0 || onlyLocked) {
            return State.LIVE;
        }
        int deleting = page.getInt(offset + 4);
        if ((flags() & DELETED_BY_SEVERAL) != 0 || log.isInFuture(deleting)) {
            return State.UNCERTAIN;
        }
        if ((flags() & DELETE_COMMITTED) != 0) {
            return State.DEAD;
        }
        return switch (log.of(deleting)) {
            case COMMITTED -> State.DEAD;
            case ABORTED -> State.LIVE;
            case UNCERTAIN -> State.UNCERTAIN;
        };
    }

    private int flags() {
        return Short.toUnsignedInt(page.getShort(offset + 20));
    }

    private int columnCount() {
        return page.getShort(offset + 18) & COLUMNS_MASK;
    }

    private int columnsOffset() {
        return Byte.toUnsignedInt(page.get(offset + 22));
    }

    private int nullBytes() {
        return (flags() & HAS_NULL) == 0 ? 0 : (columnCount() + 7) / 8;
    }

    /** Whether the row is long enough for a column of fixed place. */
    boolean holds(Column column) {
        return columnsOffset() + column.offset() + column.lengthBytes() <= lengthBytes;
    }

    /** A number of one, two or four bytes. */
    int number(Column column) {
        int at = offset + columnsOffset() + column.offset();
        return switch (column.lengthBytes()) {
            case 1 -> page.get(at);
            case 2 -> page.getShort(at);
            default -> page.getInt(at);
        };
    }

    /** A column of the type name, up to its first zero byte. */
    String text(Column column) {
        byte[] bytes = new byte[column.lengthBytes()];
        page.get(offset + columnsOffset() + column.offset(), bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** What the row says: which columns are null, and the bytes of all, some of them as zeros. */
    ByteBuffer content(Iterable<Column> blanked) {
        int nulls = nullBytes();
        int columns = lengthBytes - columnsOffset();
        byte[] content = new byte[2 + nulls + columns];
        content[0] = (byte) columnCount();
        content[1] = (byte) (columnCount() >> 8);
        page.get(offset + HEADER_BYTES, content, 2, nulls);
        page.get(offset + columnsOffset(), content, 2 + nulls, columns);
        for (Column column : blanked) {
            int from = 2 + nulls + column.offset();
            java.util.Arrays.fill(content, from, from + column.lengthBytes(), (byte) 0);
        }
        return ByteBuffer.wrap(content);
    }

    /** A column that lies at the same place in each row, since it and those before it have a fixed length. */
    record Column(int offset, int lengthBytes) {}
}

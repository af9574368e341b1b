package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlType;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A result as it was when the cursor was opened, and the block of rows that was fetched last. Confined to the session's
 * thread.
 */
final class StaticCursor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StaticCursor.class);

    /** Behind the columns of every row: whether the row is still there, which in a snapshot it is. */
    private static final Column ROW_STATUS = new Column("ROWSTAT", SqlType.of("int"), false, Column.Visibility.HIDDEN);

    private static final int FETCHED = 1;

    private final List<Column> columns;
    private final SpilledRows rows;

    /** From 1 on; 0 in front of the first row, one more than there are behind the last. */
    private long first;

    private long held;

    StaticCursor(List<Column> columns, SpilledRows rows) {
        List<Column> all = new ArrayList<>(columns);
        all.add(ROW_STATUS);
        this.columns = List.copyOf(all);
        this.rows = rows;
    }

    /** Which rows are wanted, as sp_cursorfetch numbers it. */
    enum Move {
        FIRST(0x01),
        NEXT(0x02),
        PREVIOUS(0x04),
        LAST(0x08),
        ABSOLUTE(0x10),
        RELATIVE(0x20),
        REFRESH(0x80),
        /** As PREVIOUS, but at the top the block gets shorter, and does not begin with rows that were seen. */
        PREVIOUS_UNADJUSTED(0x200);

        private final int bit;

        Move(int bit) {
            this.bit = bit;
        }

        /** Of several bits the first that is one; null for none. */
        static @Nullable Move of(int bits) {
            return Arrays.stream(values())
                    .filter(move -> (bits & move.bit) != 0)
                    .findFirst()
                    .orElse(null);
        }
    }

    long count() {
        return rows.count();
    }

    /** Number of the first row of the block: 0 in front of all rows, -1 behind them. */
    long position() {
        return first > count() ? -1 : first;
    }

    /** The form of the rows and none of them. */
    void describe(ResultSink sink) {
        sink.columns(columns);
        sink.done(0);
    }

    /**
     * Moves the block and sends its rows.
     *
     * @param number a row's number or distance, for ABSOLUTE and RELATIVE
     * @param size of the block, at least 1
     */
    void fetch(Move move, long number, long size, ResultSink sink, Cancellation cancellation) throws IOException {
        long wanted = target(move, number, size);
        long most = size;
        if (wanted < 1) {
            boolean back = move == Move.PREVIOUS || move == Move.PREVIOUS_UNADJUSTED;
            most = move == Move.PREVIOUS_UNADJUSTED ? first - 1 : size;
            first = back && first > 1 ? 1 : 0;
        } else {
            first = Math.min(wanted, count() + 1);
        }
        held = first == 0 ? 0 : Math.min(most, count() + 1 - first);
        sink.columns(columns);
        for (long row = first; row < first + held; row++) {
            cancellation.check();
            @Nullable Object[] values = Arrays.copyOf(rows.read(row - 1), columns.size());
            values[columns.size() - 1] = FETCHED;
            sink.row(values);
        }
        sink.done(held);
    }

    private long target(Move move, long number, long size) {
        return switch (move) {
            case FIRST -> 1;
            case NEXT -> first == 0 ? 1 : first + held;
            case PREVIOUS, PREVIOUS_UNADJUSTED -> first - size;
            case LAST -> Math.max(1, count() + 1 - size);
            case ABSOLUTE -> number < 0 ? count() + 1 + number : number;
            case RELATIVE -> first + number;
            case REFRESH -> first;
        };
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException already) {
            LOG.debug("A cursor's files did not close cleanly", already);
        }
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that OPEN found, in memory: they stay when the database changes meanwhile. Confined to one thread. */
final class CursorRows implements ResultSink {

    /** What a row and a value take besides their text. */
    private static final int ROW_CHARS = 16;

    private final ResultSink client;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private List<Column> columns = List.of();
    private long chars;

    CursorRows(ResultSink client) {
        this.client = client;
    }

    @Override
    public void message(SqlMessage message) {
        client.message(message);
    }

    @Override
    public void columns(List<Column> described) {
        columns = described;
    }

    @Override
    public void row(@Nullable Object[] values) {
        chars += ROW_CHARS;
        for (Object value : values) {
            chars += ROW_CHARS;
            if (value instanceof String text) {
                chars += text.length();
            } else if (value instanceof byte[] bytes) {
                chars += bytes.length;
            }
        }
        if (chars <= GatheredRows.MOST_CHARS) {
            rows.add(values);
        }
    }

    @Override
    public void done(long rowCount) {}

    /** @throws SqlError NOT_SUPPORTED when they were more than memory is meant for */
    void check() throws SqlError {
        if (chars > GatheredRows.MOST_CHARS) {
            throw Message.NOT_SUPPORTED
                    .error("A cursor on more than " + GatheredRows.MOST_CHARS + " characters of rows")
                    .withHint("Select fewer columns or rows.");
        }
    }

    List<Column> columns() {
        return columns;
    }

    int count() {
        return rows.size();
    }

    /** @param index 0-based */
    @Nullable
    Object[] row(int index) {
        return rows.get(index);
    }
}

package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SET TEXTSIZE: values of the types without a length are cut to so many bytes on their way to the client. */
final class CutTexts implements ResultSink {

    private static final int WIDE_BYTES = 2;

    /** What SET TEXTSIZE 0 asks for. */
    private static final int DEFAULT_BYTES = 4096;

    private final ResultSink client;
    private final int mostBytes;
    private List<Column> columns = List.of();

    private CutTexts(ResultSink client, int mostBytes) {
        this.client = client;
        this.mostBytes = mostBytes;
    }

    /** The client's own sink when nothing is to be cut. */
    static ResultSink before(ResultSink client, SessionOptions options) {
        int bytes = options.number("TEXTSIZE");
        boolean all = bytes < 0 || bytes == Integer.MAX_VALUE;
        return all ? client : new CutTexts(client, bytes == 0 ? DEFAULT_BYTES : bytes);
    }

    @Override
    public void message(SqlMessage message) {
        client.message(message);
    }

    @Override
    public void columns(List<Column> described) {
        columns = described;
        client.columns(described);
    }

    @Override
    public void row(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = cut(values[i], columns.get(i));
        }
        client.row(values);
    }

    private @Nullable Object cut(@Nullable Object value, Column column) {
        String type = column.type().name();
        boolean open = column.type().length() < 0 || type.equals("text") || type.equals("ntext");
        if (!open) {
            return value;
        }
        if (value instanceof String text) {
            int chars = type.startsWith("n") ? mostBytes / WIDE_BYTES : mostBytes;
            return text.length() <= chars ? text : text.substring(0, chars);
        }
        return value instanceof byte[] bytes && bytes.length > mostBytes ? Arrays.copyOf(bytes, mostBytes) : value;
    }

    @Override
    public void done(long rowCount) {
        client.done(rowCount);
    }
}

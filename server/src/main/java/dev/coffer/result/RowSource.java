package dev.coffer.result;

import dev.coffer.errors.SqlError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a client sends, in the order it sends them. Confined to the session's thread, which waits here for the
 * client. A client that takes its rows back, or whose stream breaks, shows as {@link
 * java.util.concurrent.CancellationException}.
 */
public interface RowSource {

    /**
     * The columns as the client describes them, before the first row.
     *
     * @throws SqlError 4804 when the stream ends here
     */
    List<Column> columns() throws SqlError;

    /**
     * The next row, with values as {@link ResultSink} documents them; null behind the last one.
     *
     * @throws SqlError 4804 when the stream ends inside a row
     */
    @Nullable
    Object @Nullable [] next() throws SqlError;
}

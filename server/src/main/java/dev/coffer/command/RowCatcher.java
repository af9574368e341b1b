package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the rows of one result to a file and passes messages on. Confined to the session's thread, but for messages.
 */
final class RowCatcher implements ResultSink, AutoCloseable {

    private final Path folder;
    private final ResultSink client;
    private List<Column> columns = List.of();
    private @Nullable SpilledRows rows;
    private @Nullable IOException failure;

    RowCatcher(Path folder, ResultSink client) {
        this.folder = folder;
        this.client = client;
    }

    @Override
    public void message(SqlMessage message) {
        client.message(message);
    }

    @Override
    public void columns(List<Column> described) {
        columns = described;
        try {
            rows = SpilledRows.create(folder, described.size());
        } catch (IOException full) {
            failure = full;
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        if (rows == null || failure != null) {
            return;
        }
        try {
            rows.add(values);
        } catch (IOException full) {
            failure = full;
        }
    }

    @Override
    public void done(long rowCount) {}

    /**
     * What was caught; empty when there was no result. To be closed by the caller.
     *
     * @throws IOException when the disk did not take it
     */
    Optional<StaticCursor> cursor() throws IOException {
        if (failure != null) {
            throw failure;
        }
        SpilledRows caught = rows;
        if (caught == null) {
            return Optional.empty();
        }
        caught.seal();
        rows = null;
        return Optional.of(new StaticCursor(columns, caught));
    }

    /** Drops what was not handed out. */
    @Override
    public void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}

package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A statement in the engine's own language, run on one connection: rows go to the sink as they arrive, a cancellation
 * reaches the engine. Confined to the session's thread.
 *
 * @param text one statement, with a question mark for each value when there are any
 * @param values of its parameters
 * @param maxRows rows returned at most; 0 for all
 * @param shape how rows look to the client
 * @param counts whether the statement affects rows: then done tells how many
 */
record EngineText(String text, List<@Nullable String> values, Shape shape, Counts counts, int maxRows) {

    private static final Logger LOG = LoggerFactory.getLogger(EngineText.class);

    /** Rows held at once; at SQL Server's widest row of 8 KiB that is 8 MiB. */
    private static final int FETCH_ROWS = 1000;

    private static final String QUERY_CANCELLED = "57014";
    private static final long UNCOUNTED = -1;

    /** Declared types and values of a result. */
    interface Shape {

        List<Column> columns(ResultSetMetaData described) throws SQLException;

        /** @param index 1-based */
        @Nullable
        Object value(ResultSet row, int index, Column column) throws SQLException;
    }

    /** Whether a statement without rows tells how many it affected. */
    enum Counts {
        AFFECTED,
        NONE
    }

    /**
     * Runs it.
     *
     * @return rows returned or affected; -1 when it counts none. To be told once the work is committed
     * @throws CancellationException when it was cancelled; the statement is undone by whoever holds the transaction
     */
    long run(Connection connection, ResultSink sink, Cancellation cancellation) throws SQLException {
        return guarded(connection, cancellation, statement -> run(statement, sink, cancellation));
    }

    /**
     * Runs it for what it does; its rows are told to nobody.
     *
     * @throws CancellationException as {@link #run} does
     */
    void runUntold(Connection connection, Cancellation cancellation) throws SQLException {
        guarded(connection, cancellation, statement -> {
            execute(statement);
            return UNCOUNTED;
        });
    }

    @FunctionalInterface
    private interface Use {
        long of(Statement statement) throws SQLException;
    }

    private long guarded(Connection connection, Cancellation cancellation, Use use) throws SQLException {
        cancellation.check();
        try (Statement statement = values.isEmpty() ? connection.createStatement() : prepared(connection)) {
            statement.setFetchSize(FETCH_ROWS);
            statement.setMaxRows(maxRows);
            Cancellation.Registration listening = cancellation.onCancel(() -> cancel(statement));
            try {
                return use.of(statement);
            } finally {
                listening.close();
            }
        } catch (SQLException failed) {
            if (cancellation.isCancelled() && QUERY_CANCELLED.equals(failed.getSQLState())) {
                CancellationException cancelled = new CancellationException("The statement was cancelled");
                cancelled.initCause(failed);
                throw cancelled;
            }
            throw failed;
        }
    }

    /** The columns it would return; nothing is run. */
    List<Column> describe(Connection connection) throws SQLException {
        try (PreparedStatement statement = prepared(connection)) {
            return shape.columns(statement.getMetaData());
        }
    }

    /** The casts around the parameters tell their types. */
    private PreparedStatement prepared(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        for (int index = 1; index <= values.size(); index++) {
            statement.setObject(index, values.get(index - 1), Types.OTHER);
        }
        return statement;
    }

    private long run(Statement statement, ResultSink sink, Cancellation cancellation) throws SQLException {
        if (execute(statement)) {
            try (ResultSet rows = statement.getResultSet()) {
                return stream(rows, sink, cancellation);
            }
        }
        return counts == Counts.AFFECTED ? statement.getLargeUpdateCount() : UNCOUNTED;
    }

    /** Answers whether rows come. */
    private boolean execute(Statement statement) throws SQLException {
        return statement instanceof PreparedStatement prepared ? prepared.execute() : statement.execute(text);
    }

    private long stream(ResultSet rows, ResultSink sink, Cancellation cancellation) throws SQLException {
        List<Column> columns = shape.columns(rows.getMetaData());
        sink.columns(columns);
        long count = 0;
        while (rows.next()) {
            cancellation.check();
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = shape.value(rows, i + 1, columns.get(i));
            }
            sink.row(values);
            count++;
        }
        return count;
    }

    /** From any thread. */
    static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException failed) {
            LOG.debug("The engine was not told to cancel; the statement looks itself between rows", failed);
        }
    }
}

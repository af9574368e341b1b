package dev.coffer.session;

import dev.coffer.command.SessionState;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's sink as one statement sees it: each result set and each statement is ended exactly once, and SET NOCOUNT
 * silences counts.
 */
final class StatementSink implements ResultSink {

    private static final long UNCOUNTED = -1;

    private final ResultSink client;
    private final SessionState state;
    private boolean resultOpen;
    private boolean done;
    private long rowCount;

    StatementSink(ResultSink client, SessionState state) {
        this.client = client;
        this.state = state;
    }

    @Override
    public void message(SqlMessage message) {
        client.message(message);
    }

    @Override
    public void columns(List<Column> columns) {
        if (resultOpen) {
            done(rowCount);
        }
        resultOpen = true;
        done = false;
        rowCount = 0;
        client.columns(columns);
    }

    @Override
    public void row(@Nullable Object[] values) {
        if (!resultOpen) {
            throw new IllegalStateException("A row without columns");
        }
        rowCount++;
        client.row(values);
    }

    @Override
    public void begins(String words) {
        client.begins(words);
    }

    @Override
    public void done(long count) {
        resultOpen = false;
        done = true;
        state.noteRowCount(Math.max(0, count));
        client.done(state.rowsCounted() ? count : UNCOUNTED);
    }

    /** Whose rows {@code @@ROWCOUNT} tells behind a statement that counted none itself. */
    enum Counts {
        OWN,
        OF_INNER_BATCH
    }

    /** The statement went through; ends what its command left open. */
    void succeeded(Counts counts) {
        if (resultOpen) {
            done(rowCount);
        } else if (!done) {
            long inner = state.rowCount();
            done(UNCOUNTED);
            state.noteRowCount(counts == Counts.OF_INNER_BATCH ? inner : state.takeAssigned());
        }
    }

    /** The statement failed; its errors were sent. */
    void failed() {
        if (resultOpen || !done) {
            done(UNCOUNTED);
        }
    }
}

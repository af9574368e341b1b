package dev.coffer.cli.remote;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One result set on its way to the sink. The driver looks behind the last row before it says that there is none left,
 * and meets messages there that were sent after the result set's end; so a message ends it. Should a row follow all the
 * same, the result set begins anew. Confined to one thread.
 */
final class RowPassage {

    private final List<Column> columns;
    private final boolean counted;
    private final ResultSink answers;
    private long count;
    private boolean open;

    RowPassage(List<Column> columns, boolean counted, ResultSink answers) {
        this.columns = columns;
        this.counted = counted;
        this.answers = answers;
        begin();
    }

    private void begin() {
        answers.columns(columns);
        open = true;
    }

    void row(ResultSet set) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = JdbcValues.read(set, i + 1, columns.get(i).type());
        }
        if (!open) {
            begin();
        }
        answers.row(values);
        count++;
    }

    /** All rows have come; once is enough. */
    void end() {
        if (open) {
            open = false;
            answers.done(counted ? count : -1);
        }
    }

    /** Nothing more comes, and how many rows there would have been is not known. */
    void abandon() {
        if (open) {
            open = false;
            answers.done(-1);
        }
    }
}

package dev.coffer.cli;

import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the database of -d current without a word, as sqlcmd does. */
record FirstDatabase(Printing printing) {

    /** False after an error, which is printed. */
    boolean use(String name, OpenSession session) {
        ResultPrinter printer = printing.printer();
        try {
            session.execute("USE [" + name.replace("]", "]]") + "]", new ErrorsOnly(printer), Cancellation.never());
        } catch (SessionLost lost) {
            throw new IllegalStateException("A session in this process is never lost", lost);
        }
        return !printer.failed();
    }

    private record ErrorsOnly(ResultPrinter errors) implements ResultSink {
        @Override
        public void message(SqlMessage message) {
            if (message.isError()) {
                errors.message(message);
            }
        }

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {}

        @Override
        public void done(long rowCount) {}
    }
}

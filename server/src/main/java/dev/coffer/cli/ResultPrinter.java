package dev.coffer.cli;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prints a batch's answers as sqlcmd does, messages as they are raised. Thread-safe: messages may come from a worker
 * while rows are printed.
 */
public final class ResultPrinter implements ResultSink {

    private final PrintStream out;
    private final String serverName;
    private final PrintFormat format;

    private List<Column> columns = List.of();
    private List<ColumnLayout> layout = List.of();
    private long rowsSinceHeading;
    private boolean failed;

    public ResultPrinter(PrintStream out, String serverName, PrintFormat format) {
        this.out = out;
        this.serverName = serverName;
        this.format = format;
    }

    /** Whether an error was among the messages. */
    public synchronized boolean failed() {
        return failed;
    }

    @Override
    public synchronized void message(SqlMessage message) {
        if (message.isError()) {
            failed = true;
            out.println("Msg " + message.number() + ", Level " + message.severity() + ", State " + message.state()
                    + ", Server " + serverName + ", Line " + message.line());
        }
        out.println(message.text());
        out.flush();
    }

    @Override
    public synchronized void columns(List<Column> resultColumns) {
        columns = List.copyOf(resultColumns);
        List<ColumnLayout> layouts = new ArrayList<>(columns.size());
        for (Column column : columns) {
            layouts.add(ColumnLayout.of(column, format.maxWidth()));
        }
        layout = layouts;
        if (format.rowsPerHeading() >= 0) {
            heading();
        }
    }

    private void heading() {
        List<String> titles = new ArrayList<>(columns.size());
        List<String> dashes = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String title = columns.get(i).name();
            int width =
                    format.trim() ? Math.max(1, title.length()) : layout.get(i).width();
            titles.add(format.trim() ? title : padded(title, width, false));
            dashes.add("-".repeat(Math.max(1, width)));
        }
        out.println(String.join(format.separator(), titles));
        out.println(String.join(format.separator(), dashes));
        rowsSinceHeading = 0;
    }

    @Override
    public synchronized void row(@Nullable Object[] values) {
        if (format.rowsPerHeading() > 0 && rowsSinceHeading == format.rowsPerHeading()) {
            out.println();
            heading();
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                line.append(format.separator());
            }
            line.append(cell(ValueText.of(values[i], columns.get(i).type()), layout.get(i)));
        }
        out.println(line);
        rowsSinceHeading++;
    }

    private String cell(String text, ColumnLayout column) {
        if (format.trim()) {
            return text.stripTrailing();
        }
        return padded(text, column.width(), column.rightAligned());
    }

    /** Cut or filled to the width; a width of 0 leaves the text alone. Counts characters as people see them. */
    private static String padded(String text, int width, boolean right) {
        int length = text.codePointCount(0, text.length());
        if (width == 0 || length == width) {
            return text;
        }
        if (length > width) {
            return text.substring(0, text.offsetByCodePoints(0, width));
        }
        String fill = " ".repeat(width - length);
        return right ? fill + text : text + fill;
    }

    @Override
    public synchronized void done(long rowCount) {
        if (rowCount >= 0) {
            out.println();
            out.println("(" + rowCount + " rows affected)");
        }
        columns = List.of();
        layout = List.of();
        out.flush();
    }
}

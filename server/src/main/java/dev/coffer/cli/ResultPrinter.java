package dev.coffer.cli;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prints a batch's answers as sqlcmd does, messages as they are raised. Thread-safe: messages may come from a worker
 * while rows are printed.
 */
public final class ResultPrinter implements ResultSink {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");

    private final Outlets outlets;
    private final PrintStream out;
    private final Supplier<String> serverName;
    private final PrintFormat format;

    private List<Column> columns = List.of();
    private List<ColumnLayout> layout = List.of();
    private long rowsSinceHeading;
    private int worstSeverity;

    public ResultPrinter(Outlets outlets, Supplier<String> serverName, PrintFormat format) {
        this.outlets = outlets;
        this.out = outlets.out();
        this.serverName = serverName;
        this.format = format;
    }

    /** The highest severity of the messages; 0 without any. */
    public synchronized int worstSeverity() {
        return worstSeverity;
    }

    /** Whether an error was among the messages. */
    public synchronized boolean failed() {
        return worstSeverity > SqlMessage.LAST_INFORMATION;
    }

    @Override
    public synchronized void message(SqlMessage message) {
        worstSeverity = Math.max(worstSeverity, message.severity());
        if (message.severity() < outlets.leastSeverity()) {
            return;
        }
        PrintStream to = outlets.of(message.severity());
        if (to != out) {
            out.flush();
        }
        if (message.isError()) {
            to.println("Msg " + message.number() + ", Level " + message.severity() + ", State " + message.state()
                    + ", Server " + serverName.get() + ", Line " + message.line());
        }
        to.println(message.text());
        to.flush();
    }

    @Override
    public synchronized void columns(List<Column> resultColumns) {
        columns = List.copyOf(resultColumns);
        List<ColumnLayout> layouts = new ArrayList<>(columns.size());
        for (Column column : columns) {
            layouts.add(ColumnLayout.of(column, format.widths()));
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
        line(String.join(format.separator(), titles));
        line(String.join(format.separator(), dashes));
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
        line(line.toString());
        rowsSinceHeading++;
    }

    /** Broken where it is wider than lines may be. */
    private void line(String text) {
        int width = format.widths().line();
        int from = 0;
        while (width > 0 && text.codePointCount(from, text.length()) > width) {
            int to = text.offsetByCodePoints(from, width);
            out.println(text.substring(from, to));
            from = to;
        }
        out.println(text.substring(from));
    }

    private String cell(String value, ColumnLayout column) {
        String text = switch (format.controls()) {
            case KEEP -> value;
            case BLANK -> CONTROL.matcher(value).replaceAll(" ");
            case COMBINE -> CONTROLS.matcher(value).replaceAll(" ");
        };
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

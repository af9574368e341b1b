package dev.coffer.cli;

import dev.coffer.errors.Message;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Shows "n percent processed." as one line that moves, on a terminal; the last percentage stays as the message it is,
 * and everything else passes. Thread-safe.
 */
final class ProgressBar implements ResultSink {

    private static final int CELLS = 40;
    private static final int WHOLE = 100;
    private static final Pattern LEADING_NUMBER = Pattern.compile("(\\d{1,3}) ");

    /** To the line's beginning, and clear to its end. */
    private static final String WIPE = "\r\u001B[K";

    private final ResultSink printer;
    private final PrintStream screen;
    private boolean drawn;

    /** @param screen a terminal */
    ProgressBar(ResultSink printer, PrintStream screen) {
        this.printer = printer;
        this.screen = screen;
    }

    @Override
    public synchronized void message(SqlMessage message) {
        Matcher number = LEADING_NUMBER.matcher(message.text());
        boolean percentage = message.number() == Message.PERCENT_PROCESSED.number() && number.lookingAt();
        int percent = percentage ? Integer.parseInt(number.group(1)) : WHOLE;
        if (percent < WHOLE) {
            draw(percent);
        } else {
            wipe();
            printer.message(message);
        }
    }

    private void draw(int percent) {
        int filled = percent * CELLS / WHOLE;
        screen.print(WIPE + "[" + "#".repeat(filled) + " ".repeat(CELLS - filled) + "] " + percent + " percent");
        screen.flush();
        drawn = true;
    }

    private void wipe() {
        if (drawn) {
            screen.print(WIPE);
            screen.flush();
            drawn = false;
        }
    }

    @Override
    public synchronized void columns(List<Column> columns) {
        wipe();
        printer.columns(columns);
    }

    @Override
    public synchronized void row(@Nullable Object[] values) {
        printer.row(values);
    }

    @Override
    public synchronized void begins(String words) {
        printer.begins(words);
    }

    @Override
    public synchronized void done(long rowCount) {
        wipe();
        printer.done(rowCount);
    }

    /** The batch is over, perhaps cancelled in the middle. */
    synchronized void end() {
        wipe();
    }
}

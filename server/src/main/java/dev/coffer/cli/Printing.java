package dev.coffer.cli;

import java.util.function.Supplier;

/**
 * How a run shows what it is answered.
 *
 * @param serverName as errors show it, asked at each
 * @param progress whether a running backup or restore is one moving line: for a terminal alone
 */
public record Printing(Outlets outlets, Supplier<String> serverName, PrintFormat format, Progress progress) {

    /** How percentages are shown. */
    public enum Progress {
        LINES,
        BAR
    }

    ResultPrinter printer() {
        return new ResultPrinter(outlets, serverName, format);
    }
}

package dev.coffer.cli;

import dev.coffer.result.SqlMessage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** sqlcmd's options for what is printed, and where. */
final class PrintOptions {

    @Option(names = "-W", description = "Columns without padding.")
    private boolean trim;

    @Option(names = "-s", paramLabel = "TEXT", description = "What stands between columns (default: a space).")
    private String separator = " ";

    @Option(
            names = "-h",
            paramLabel = "ROWS",
            description = "Rows between headings; 0 for one heading, -1 for none (default: ${DEFAULT-VALUE}).")
    private int rowsPerHeading;

    @Option(names = "-w", paramLabel = "WIDTH", description = "Breaks lines of results at that width, 9 to 65535.")
    private int lineWidth;

    @Option(
            names = "-y",
            paramLabel = "WIDTH",
            description = "Width of columns of unlimited length, 0 for no limit (default: ${DEFAULT-VALUE}).")
    private int unlimitedWidth = PrintFormat.DEFAULT_MAX_WIDTH;

    @Option(
            names = "-Y",
            paramLabel = "WIDTH",
            description = "Most of what character columns of declared length get, 0 for no limit"
                    + " (default: ${DEFAULT-VALUE}).")
    private int limitedWidth;

    @Option(
            names = "-k",
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "1|2",
            description = "Control characters in values become blanks; with 2, a run of them becomes one.")
    private @Nullable String controls;

    @Option(names = "-o", paramLabel = "FILE", description = "Writes results and messages to a file, made anew.")
    private @Nullable Path file;

    @Option(
            names = "-r",
            arity = "0..1",
            fallbackValue = "0",
            paramLabel = "0|1",
            description = "Errors go to standard error; with 1, every message does.")
    private @Nullable String redirect;

    @Option(
            names = "-m",
            paramLabel = "SEVERITY",
            description = "Leaves out messages below that severity (default: ${DEFAULT-VALUE}).")
    private int leastSeverity;

    /** @throws IllegalArgumentException one sentence on what is wrong */
    PrintFormat format() {
        PrintFormat.Controls treated = controls == null
                ? PrintFormat.Controls.KEEP
                : switch (controls) {
                    case "1" -> PrintFormat.Controls.BLANK;
                    case "2" -> PrintFormat.Controls.COMBINE;
                    default -> throw new IllegalArgumentException("-k is 1 or 2, not '" + controls + "'.");
                };
        return new PrintFormat(
                separator,
                trim,
                rowsPerHeading,
                new PrintFormat.Widths(unlimitedWidth, limitedWidth, lineWidth),
                treated);
    }

    /** Whether results go to a file and not to the terminal. */
    boolean toFile() {
        return file != null;
    }

    /**
     * Where answers go; the caller closes the file among them, if there is one.
     *
     * @throws IOException when the file cannot be made
     * @throws IllegalArgumentException one sentence on what is wrong
     */
    Outlets outlets(Terminal terminal) throws IOException {
        int errSeverity = redirect == null
                ? Outlets.NOTHING
                : switch (redirect) {
                    case "0" -> SqlMessage.LAST_INFORMATION + 1;
                    case "1" -> 0;
                    default -> throw new IllegalArgumentException("-r is 0 or 1, not '" + redirect + "'.");
                };
        return new Outlets(opened().orElse(terminal.out()), terminal.err(), errSeverity, leastSeverity);
    }

    private Optional<PrintStream> opened() throws IOException {
        if (file == null) {
            return Optional.empty();
        }
        OutputStream bytes = Files.newOutputStream(file);
        return Optional.of(new PrintStream(new BufferedOutputStream(bytes), false, StandardCharsets.UTF_8));
    }
}

package dev.coffer.cli;

import java.io.PrintStream;

/**
 * Where answers go.
 *
 * @param out rows, counts and messages
 * @param err messages of at least that severity (sqlcmd -r)
 * @param errSeverity 0 for every message; {@link #NOTHING} for none
 * @param leastSeverity messages below it are left out (sqlcmd -m)
 */
public record Outlets(PrintStream out, PrintStream err, int errSeverity, int leastSeverity) {

    /** Above every severity. */
    public static final int NOTHING = 26;

    /** Everything to one place. */
    public static Outlets to(PrintStream out) {
        return new Outlets(out, out, NOTHING, 0);
    }

    PrintStream of(int severity) {
        return severity >= errSeverity ? err : out;
    }
}

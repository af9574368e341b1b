package dev.coffer.result;

/**
 * An INFO or ERROR message as clients see it.
 *
 * @param number SQL Server's
 * @param severity 0 to 25; above 10 it is an error
 * @param state 1 to 255
 * @param line 1-based, in the batch
 */
public record SqlMessage(int number, int severity, int state, int line, String text) {

    /** The highest severity that is no error. */
    public static final int LAST_INFORMATION = 10;

    public boolean isError() {
        return severity > LAST_INFORMATION;
    }
}

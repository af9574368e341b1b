package dev.coffer.command;

import dev.coffer.errors.SqlError;

/**
 * The error that the CATCH block around the running statement was entered with.
 *
 * @param line 1-based, in its batch
 */
public record CaughtError(int number, int severity, int state, int line, String text) {

    /** Of the last of the errors that a statement ended with. */
    public static CaughtError of(SqlError error) {
        return new CaughtError(error.number(), error.severity(), error.state(), error.line(), error.clientText());
    }
}

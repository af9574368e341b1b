package dev.coffer.cli;

/** A script cannot go on: a client command that is wrong, a variable nobody set, a file that is not there. */
final class ScriptError extends Exception {
    private static final long serialVersionUID = 1L;

    ScriptError(String message) {
        super(message);
    }
}

package dev.coffer.tsql;

/**
 * A cursor as statements name it.
 *
 * @param name with its at sign when it is a cursor variable's
 */
public record CursorName(Name name, Scope scope) {

    /** Where it is looked for. */
    public enum Scope {
        /** In the batch, then in the session; a new one becomes the session's. */
        ANY,
        LOCAL,
        GLOBAL
    }
}

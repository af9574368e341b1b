package dev.coffer.translate;

/** What running a translation gives. */
public enum StatementKind {
    ROWS,
    COUNT,
    /** Rows that a change shows: it counts what it returns. */
    CHANGED_ROWS,
    NOTHING
}

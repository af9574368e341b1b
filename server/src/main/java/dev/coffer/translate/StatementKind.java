package dev.coffer.translate;

/** What running a translation gives. */
public enum StatementKind {
    ROWS,
    COUNT,
    NOTHING
}

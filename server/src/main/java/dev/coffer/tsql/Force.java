package dev.coffer.tsql;

/** Whether a statement goes on where it would lose something. */
public enum Force {
    ASK,
    FORCE
}

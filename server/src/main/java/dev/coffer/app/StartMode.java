package dev.coffer.app;

/** What an instance is started for. */
public enum StartMode {
    NORMAL,
    /** One session, which may replace master. */
    SINGLE_USER
}

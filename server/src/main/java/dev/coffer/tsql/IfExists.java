package dev.coffer.tsql;

/** What a DROP means when the object is not there. */
public enum IfExists {
    /** It is an error. */
    REQUIRED,
    /** Nothing happens. */
    IF_EXISTS
}

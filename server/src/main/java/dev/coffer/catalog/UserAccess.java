package dev.coffer.catalog;

/** Who may be in a database; code and name as in sys.databases. */
public enum UserAccess {
    MULTI_USER,
    SINGLE_USER,
    RESTRICTED_USER
}

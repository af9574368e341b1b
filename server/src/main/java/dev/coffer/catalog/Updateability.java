package dev.coffer.catalog;

/** Whether users' statements change a database; named as DATABASEPROPERTYEX does. */
public enum Updateability {
    READ_WRITE,
    READ_ONLY
}

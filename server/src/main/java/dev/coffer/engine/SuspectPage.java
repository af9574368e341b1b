package dev.coffer.engine;

/**
 * A page that failed its checksum.
 *
 * @param number in the database's data file, as far as the engine can tell one page from another by a number; not
 *     negative
 */
public record SuspectPage(long number) {}

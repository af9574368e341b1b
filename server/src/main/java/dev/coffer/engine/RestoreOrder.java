package dev.coffer.engine;

import java.util.Map;

/**
 * @param home new and empty
 * @param identity whether the restored database goes on as the one that was backed up
 * @param expectedBytes payload size, for the check of free space before anything is written
 * @param facts the vendor facts of the set's core and trailer: version, start and end of the image
 */
public record RestoreOrder(DatabaseHome home, Identity identity, long expectedBytes, Map<String, String> facts) {

    public enum Identity {
        /** In place of the database it was taken from: keeps its chain. */
        SAME,
        /** Under another name or elsewhere: a fresh identity and a chain of its own. */
        FRESH
    }
}

package dev.coffer.engine;

import java.math.BigInteger;

/**
 * A backup of the log.
 *
 * @param from where it begins: the end of the one before, or the start of the first full
 * @param ending how it ends
 */
public record LogOrder(BigInteger from, Ending ending) {

    public enum Ending {
        /** The database goes on. */
        ONLINE,
        /** The database is stopped first and stays so while the snapshot is open: nothing comes behind this log. */
        TAIL,
        /** The database cannot be started: whatever log is whole is taken. */
        DEAD
    }
}

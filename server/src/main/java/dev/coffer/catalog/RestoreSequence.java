package dev.coffer.catalog;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A restore that is not over: what was laid down, and what fits behind it. Positions are the engine's.
 *
 * @param database what it will be
 * @param full the set that everything stands on
 * @param reached how far it is
 * @param chain where the database's own log chain will go on
 * @param before the log that the last one in the chain follows; empty: that is a first one, or there is none
 * @param stop where the replay will stop
 */
public record RestoreSequence(
        Origin database,
        LogChain.Link full,
        Reached reached,
        LogChain chain,
        Optional<LogChain.Link> before,
        Optional<Stop> stop) {

    /**
     * The database that was backed up.
     *
     * @param goesOn whether the restored one will be the same, or one of its own
     * @param systemId as the engine's facts give it
     */
    public record Origin(
            boolean goesOn, UUID databaseGuid, UUID familyGuid, RecoveryModel recoveryModel, String systemId) {}

    /**
     * @param position a log fits when it begins at or before it and does not end before it
     * @param forkGuid the recovery fork there
     * @param at what ended before that is in it
     * @param timeline of the backup that was laid down last
     * @param hasLog whether log was laid down behind the full
     * @param updateability whether the database can be written to there
     */
    public record Reached(
            BigInteger position,
            UUID forkGuid,
            Instant at,
            int timeline,
            boolean hasLog,
            Updateability updateability) {}

    /** @param inclusive whether the record at that position still counts */
    public record Stop(BigInteger position, boolean inclusive) {}
}

package dev.coffer.engine;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/** Where a restore is to stop, as whoever restores says it. */
public sealed interface StopPoint {

    /** Before the first transaction that ended later. */
    record Time(Instant instant) implements StopPoint {}

    /**
     * At the first transaction of that mark.
     *
     * @param name compared exactly
     * @param after marks that were set before that instant do not count
     * @param inclusive whether the marked transaction still counts
     */
    record Mark(String name, Optional<Instant> after, boolean inclusive) implements StopPoint {}

    /** At the record of that position. */
    record Position(BigInteger position, boolean inclusive) implements StopPoint {}
}

package dev.coffer.engine;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A database that was restored.
 *
 * @param systemId as {@link SharedFacts#SYSTEM_ID} gives it
 * @param timeline that it goes on with; never used before for that system id
 * @param forkPosition where it left the log of the database that was backed up
 * @param keptLogFrom the log is there from that position on, and kept from now on; empty: none is
 */
public record Recovered(String systemId, int timeline, BigInteger forkPosition, Optional<BigInteger> keptLogFrom) {}

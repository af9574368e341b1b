package dev.coffer.catalog;

import java.math.BigInteger;

/**
 * A marked transaction that was committed, as msdb.dbo.logmarkhistory shows it.
 *
 * @param description possibly empty
 * @param lsn as numeric(25,0)
 */
public record LogMark(String database, String name, String description, String userName, BigInteger lsn) {}

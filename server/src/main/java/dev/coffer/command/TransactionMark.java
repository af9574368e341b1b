package dev.coffer.command;

import java.math.BigInteger;

/**
 * What BEGIN TRANSACTION ... WITH MARK left in a database's log; it counts once the transaction is committed.
 *
 * @param name of the transaction
 * @param description possibly empty
 * @param position of the mark in the log, as the engine counts bytes
 */
record TransactionMark(String name, String description, BigInteger position) {}

package dev.coffer.command;

import dev.coffer.result.Client;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a session remembers between statements. Confined to the session's thread. */
public final class SessionState {

    private boolean rowsCounted = true;
    private boolean abortsOnError;
    private long rowCount;
    private int transactionCount;
    private String transactionName = "";
    private @Nullable IdentityInsert identityInsert;
    private long transactionNumber;
    private boolean quotesNames = true;
    private final LongSupplier transactionNumbers;
    private Client client = Client.local(Client.FIRST_SESSION, "");

    /** @param transactionNumbers of the instance: each greater than the one before it, the first at least 1 */
    public SessionState(LongSupplier transactionNumbers) {
        this.transactionNumbers = transactionNumbers;
    }

    /** Forgets everything, as a client's reset of its connection does; no transaction may be open. */
    public void reset() {
        if (transactionCount > 0) {
            throw new IllegalStateException("A transaction is open");
        }
        rowsCounted = true;
        abortsOnError = false;
        rowCount = 0;
        quotesNames = true;
        identityInsert = null;
    }

    /** Who is at the other end; a reset of the connection does not change that. */
    public Client client() {
        return client;
    }

    public void setClient(Client introduced) {
        client = introduced;
    }

    /** Whether double quotes stand around names; otherwise around strings. SET QUOTED_IDENTIFIER turns it. */
    public boolean quotesNames() {
        return quotesNames;
    }

    public void setQuotesNames(Switch quotedIdentifier) {
        quotesNames = quotedIdentifier == Switch.ON;
    }

    /** Whether statements report how many rows they returned or affected; SET NOCOUNT ON turns it off. */
    public boolean rowsCounted() {
        return rowsCounted;
    }

    void setCounts(Switch noCount) {
        rowsCounted = noCount == Switch.OFF;
    }

    /** Whether any error rolls the transaction back and ends the batch; SET XACT_ABORT ON turns it on. */
    public boolean abortsOnError() {
        return abortsOnError;
    }

    void setAbort(Switch xactAbort) {
        abortsOnError = xactAbort == Switch.ON;
    }

    /** Rows the last statement returned or affected, as @@ROWCOUNT shows it. */
    public long rowCount() {
        return rowCount;
    }

    /** @param rows 0 for a statement that counts none */
    public void noteRowCount(long rows) {
        rowCount = rows;
    }

    /** The table whose identity column takes values from INSERT; empty without one. */
    Optional<IdentityInsert> identityInsert() {
        return Optional.ofNullable(identityInsert);
    }

    void setIdentityInsert(@Nullable IdentityInsert table) {
        identityInsert = table;
    }

    /**
     * A table of SET IDENTITY_INSERT.
     *
     * @param database in its original spelling, as the other name is
     */
    record IdentityInsert(String database, String table) {

        boolean is(String otherDatabase, String otherTable) {
            return database.equalsIgnoreCase(otherDatabase) && table.equalsIgnoreCase(otherTable);
        }
    }

    /** How many BEGIN TRANSACTION are open; nested ones only count, as in SQL Server. */
    public int transactionCount() {
        return transactionCount;
    }

    /** Number of the open transaction, its own in the life of the instance; 0 without one. */
    public long transactionNumber() {
        return transactionNumber;
    }

    /** Name of the outermost transaction; empty without one. */
    String transactionName() {
        return transactionName;
    }

    void beginTransaction(String name) {
        if (transactionCount == 0) {
            transactionName = name;
            transactionNumber = transactionNumbers.getAsLong();
        }
        transactionCount++;
    }

    void leaveInnerTransaction() {
        if (transactionCount < 2) {
            throw new IllegalStateException("No inner transaction is open");
        }
        transactionCount--;
    }

    void endTransaction() {
        transactionCount = 0;
        transactionName = "";
        transactionNumber = 0;
    }

    /** Value of a SET option. */
    public enum Switch {
        ON,
        OFF
    }
}

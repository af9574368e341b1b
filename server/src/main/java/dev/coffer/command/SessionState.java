package dev.coffer.command;

/** What a session remembers between statements. Confined to the session's thread. */
public final class SessionState {

    private boolean rowsCounted = true;
    private boolean abortsOnError;
    private long rowCount;
    private int transactionCount;
    private String transactionName = "";

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

    /** How many BEGIN TRANSACTION are open; nested ones only count, as in SQL Server. */
    public int transactionCount() {
        return transactionCount;
    }

    /** Name of the outermost transaction; empty without one. */
    String transactionName() {
        return transactionName;
    }

    void beginTransaction(String name) {
        if (transactionCount == 0) {
            transactionName = name;
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
    }

    /** Value of a SET option. */
    enum Switch {
        ON,
        OFF
    }
}

package dev.coffer.command;

import dev.coffer.result.Client;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What a session remembers between statements. Confined to the session's thread. */
public final class SessionState {

    private final LongSupplier transactionNumbers;
    private final Activity activity;
    private final PreparedTexts prepared = new PreparedTexts();
    private final OpenCursors cursors = new OpenCursors();
    private SessionOptions options = SessionOptions.INITIAL;
    private long rowCount;
    private long assignedRows;
    private int error;
    private int informed;
    private int level;
    private @Nullable CaughtError caught;
    private int transactionCount;
    private String transactionName = "";
    private @Nullable TransactionMark mark;
    private @Nullable IdentityInsert identityInsert;
    private long transactionNumber;
    private boolean doomed;
    private final Cursors namedCursors = new Cursors();
    private int fetchStatus;
    private int cursorRows;
    private Switch gathering = Switch.OFF;
    private @Nullable BulkLoad load;
    private Client client = Client.local(Client.FIRST_SESSION, "");
    private final List<NamedSavepoint> savepoints = new ArrayList<>();

    private record NamedSavepoint(String name, Savepoint place) {}

    /** @param transactionNumbers of the instance: each greater than the one before it, the first at least 1 */
    public SessionState(LongSupplier transactionNumbers, Activity activity) {
        this.activity = activity;
        this.transactionNumbers = transactionNumbers;
    }

    /** Forgets everything, as a client's reset of its connection does; no transaction may be open. */
    public void reset() {
        if (transactionCount > 0) {
            throw new IllegalStateException("A transaction is open");
        }
        options = SessionOptions.INITIAL;
        rowCount = 0;
        error = 0;
        prepared.clear();
        cursors.closeAll();
        identityInsert = null;
        namedCursors.clear();
        fetchStatus = 0;
        cursorRows = 0;
        load = null;
    }

    /** The load that INSERT BULK announced, once; empty when the last request announced none. */
    public Optional<BulkLoad> takeLoad() {
        Optional<BulkLoad> announced = Optional.ofNullable(load);
        load = null;
        return announced;
    }

    /** The client asks for something else. */
    public void forgetLoad() {
        load = null;
    }

    void setLoad(BulkLoad announced) {
        load = announced;
    }

    /** Cursors of the session, whatever batch declared them. */
    Cursors namedCursors() {
        return namedCursors;
    }

    /** What @@FETCH_STATUS shows: 0, or -1 when the last FETCH found no row. */
    int fetchStatus() {
        return fetchStatus;
    }

    void noteFetch(int status) {
        fetchStatus = status;
    }

    /** What @@CURSOR_ROWS shows: rows of the cursor that was opened last, -1 where they are not counted. */
    int cursorRows() {
        return cursorRows;
    }

    void noteCursorRows(int rows) {
        cursorRows = rows;
    }

    /** Who is at the other end; a reset of the connection does not change that. */
    public Client client() {
        return client;
    }

    public void setClient(Client introduced) {
        client = introduced;
    }

    /** What others see of the session. */
    public Activity activity() {
        return activity;
    }

    public SessionOptions options() {
        return options;
    }

    public void setOptions(SessionOptions newOptions) {
        options = newOptions;
    }

    /** The session is over: what it keeps outside memory goes. */
    public void close() {
        cursors.closeAll();
    }

    /** Cursors that the client has open. */
    OpenCursors cursors() {
        return cursors;
    }

    /** Texts that the client has prepared. */
    PreparedTexts prepared() {
        return prepared;
    }

    /** Whether statements report how many rows they returned or affected; SET NOCOUNT ON turns it off. */
    public boolean rowsCounted() {
        return !options.on("NOCOUNT");
    }

    /** Whether any error rolls the transaction back and ends the batch; SET XACT_ABORT ON turns it on. */
    public boolean abortsOnError() {
        return options.on("XACT_ABORT");
    }

    /** Whether double quotes stand around names; otherwise around strings. SET QUOTED_IDENTIFIER turns it. */
    public boolean quotesNames() {
        return options.on("QUOTED_IDENTIFIER");
    }

    public void setQuotesNames(Switch quotedIdentifier) {
        options = options.with("QUOTED_IDENTIFIER", quotedIdentifier.name());
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

    /** Whether what runs gives its rows to an INSERT around it. */
    Switch gathering() {
        return gathering;
    }

    void setGathering(Switch nowGathering) {
        gathering = nowGathering;
    }

    /** Rows that went into variables: the count of a statement that shows none. */
    void noteAssigned(long rows) {
        assignedRows = rows;
    }

    /** The same, once; 0 for a statement that assigned nothing. */
    public long takeAssigned() {
        long rows = assignedRows;
        assignedRows = 0;
        return rows;
    }

    /** Number of the error that the last statement ended with, as @@ERROR shows it; 0 when it went well. */
    public int error() {
        return error;
    }

    public void noteError(int number) {
        error = number;
        informed = 0;
    }

    /** The statement went well; unless its message says otherwise with SETERROR, there was no error. */
    public void noteSuccess() {
        noteError(informed);
    }

    void noteInformed(int number) {
        informed = number;
    }

    /** How deep batches are nested: 0 for the client's own. */
    public int level() {
        return level;
    }

    public void enterLevel() {
        level++;
    }

    public void leaveLevel() {
        level--;
    }

    /** The error of the CATCH block around the running statement; null outside of one. */
    public @Nullable CaughtError caught() {
        return caught;
    }

    public void setCaught(@Nullable CaughtError newError) {
        caught = newError;
    }

    /** How many BEGIN TRANSACTION are open; nested ones only count, as in SQL Server. */
    public int transactionCount() {
        return transactionCount;
    }

    /** As XACT_STATE() shows it: 1 open, 0 none, -1 doomed. */
    short transactionState() {
        if (transactionCount == 0) {
            return 0;
        }
        return (short) (doomed ? -1 : 1);
    }

    /** Whether the open transaction can only be rolled back. */
    public boolean doomed() {
        return doomed;
    }

    /** The open transaction can only be rolled back from here on; without one nothing happens. */
    public void doom() {
        doomed = transactionCount > 0;
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

    /** Of the outermost transaction; empty unless it was begun WITH MARK. */
    Optional<TransactionMark> mark() {
        return Optional.ofNullable(mark);
    }

    void markTransaction(TransactionMark left) {
        mark = left;
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
        mark = null;
        transactionNumber = 0;
        doomed = false;
        savepoints.clear();
    }

    int savepointCount() {
        return savepoints.size();
    }

    void addSavepoint(String name, Savepoint place) {
        savepoints.add(new NamedSavepoint(name, place));
    }

    /** The latest savepoint of that name; those behind it are forgotten. */
    Optional<Savepoint> backToSavepoint(String name) {
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            if (savepoints.get(i).name().equalsIgnoreCase(name)) {
                savepoints.subList(i + 1, savepoints.size()).clear();
                return Optional.of(savepoints.get(i).place());
            }
        }
        return Optional.empty();
    }

    /** Value of a SET option. */
    public enum Switch {
        ON,
        OFF
    }
}

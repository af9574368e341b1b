package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BeginTransaction;

/** BEGIN TRANSACTION: opens one on the current database's connection; a nested one only counts. */
public final class BeginTransactionCommand implements Command<BeginTransaction> {

    /** As many as SQL Server's own count holds without wrapping. */
    private static final int DEEPEST = Integer.MAX_VALUE - 1;

    @Override
    public void execute(BeginTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() >= DEEPEST) {
            throw Message.NOT_SUPPORTED.error("A deeper transaction");
        }
        String name = statement.name().isPresent()
                ? Transactions.name(statement.name().get(), caller)
                : "";
        if (state.transactionCount() == 0 && state.options().on("IMPLICIT_TRANSACTIONS")) {
            Transactions.begin(caller, "");
        }
        Transactions.begin(caller, name);
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BeginTransaction;
import dev.coffer.tsql.Name;
import java.sql.SQLException;

/** BEGIN TRANSACTION: opens one on the current database's connection; a nested one only counts. */
public final class BeginTransactionCommand implements Command<BeginTransaction> {

    /** As many as SQL Server's own count holds without wrapping. */
    private static final int DEEPEST = Integer.MAX_VALUE - 1;

    @Override
    public void execute(BeginTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == DEEPEST) {
            throw Message.NOT_SUPPORTED.error("A deeper transaction");
        }
        if (state.transactionCount() == 0) {
            try {
                caller.connections().current().setAutoCommit(false);
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw Message.ENGINE_FAILED
                        .error("no transaction could be begun, SQLSTATE " + failed.getSQLState())
                        .causedBy(failed);
            }
        }
        state.beginTransaction(statement.name().map(Name::text).orElse(""));
    }
}

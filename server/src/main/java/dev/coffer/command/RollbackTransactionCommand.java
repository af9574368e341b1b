package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RollbackTransaction;

/** ROLLBACK TRANSACTION: undoes the outermost transaction, however deep. A name must be the outermost one's. */
public final class RollbackTransactionCommand implements Command<RollbackTransaction> {

    @Override
    public void execute(RollbackTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == 0) {
            throw Message.ROLLBACK_WITHOUT_BEGIN.error();
        }
        if (statement.name().isPresent() && !statement.name().get().is(state.transactionName())) {
            throw Message.NO_TRANSACTION_NAMED.error(statement.name().get().text());
        }
        caller.connections().rollBack();
    }
}

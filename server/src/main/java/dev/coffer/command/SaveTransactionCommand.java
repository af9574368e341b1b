package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.SaveTransaction;
import java.sql.SQLException;

/** SAVE TRANSACTION: a place in the open transaction that ROLLBACK goes back to. */
public final class SaveTransactionCommand implements Command<SaveTransaction> {

    /** Each costs the engine memory until the transaction ends. */
    private static final int MOST = 10_000;

    @Override
    public void execute(SaveTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == 0) {
            throw Message.SAVE_WITHOUT_BEGIN.error();
        }
        if (state.doomed()) {
            throw Message.DOOMED.error();
        }
        if (state.savepointCount() == MOST) {
            throw Message.NOT_SUPPORTED.error("So many savepoints in one transaction");
        }
        try {
            String name = Transactions.name(statement.name(), caller);
            state.addSavepoint(name, caller.connections().current().setSavepoint());
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("no savepoint was set, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

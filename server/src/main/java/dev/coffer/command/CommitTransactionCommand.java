package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CommitTransaction;
import java.sql.Connection;
import java.sql.SQLException;

/** COMMIT TRANSACTION: the outermost one makes the work durable, inner ones only count down. The name says nothing. */
public final class CommitTransactionCommand implements Command<CommitTransaction> {

    @Override
    public void execute(CommitTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == 0) {
            throw Message.COMMIT_WITHOUT_BEGIN.error();
        }
        if (state.doomed()) {
            throw Message.DOOMED.error();
        }
        if (state.transactionCount() > 1) {
            state.leaveInnerTransaction();
            return;
        }
        Connection connection = caller.connections().current();
        try {
            connection.commit();
            state.endTransaction();
            connection.setAutoCommit(true);
            caller.connections().applyOptions();
        } catch (SQLException failed) {
            caller.connections().rollBack();
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the transaction was not committed, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RollbackTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * ROLLBACK TRANSACTION: undoes the outermost transaction, however deep, or what was done since a savepoint. A name must
 * be a savepoint's or the outermost transaction's.
 */
public final class RollbackTransactionCommand implements Command<RollbackTransaction> {

    @Override
    public void execute(RollbackTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() == 0) {
            throw Message.ROLLBACK_WITHOUT_BEGIN.error();
        }
        if (statement.name().isPresent()) {
            String name = Transactions.name(statement.name().get(), caller);
            Optional<Savepoint> savepoint = state.backToSavepoint(name);
            if (savepoint.isPresent()) {
                backTo(savepoint.get(), caller);
                return;
            }
            if (!name.equalsIgnoreCase(state.transactionName())) {
                throw Message.NO_TRANSACTION_NAMED.error(name);
            }
        }
        caller.connections().rollBack();
    }

    private static void backTo(Savepoint savepoint, Caller caller) throws SqlError {
        if (caller.state().doomed()) {
            throw Message.DOOMED_SAVEPOINT.error();
        }
        Connection connection = caller.connections().current();
        try {
            connection.rollback(savepoint);
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the savepoint is gone, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

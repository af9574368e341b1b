package dev.coffer.command;

import dev.coffer.catalog.LogMark;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CommitTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** COMMIT TRANSACTION: the outermost one makes the work durable, inner ones only count down. The name says nothing. */
public final class CommitTransactionCommand implements Command<CommitTransaction> {

    private static final Logger LOG = LoggerFactory.getLogger(CommitTransactionCommand.class);

    private final Premises premises;

    public CommitTransactionCommand(Premises premises) {
        this.premises = premises;
    }

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
        Optional<TransactionMark> mark = state.mark();
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
        if (mark.isPresent()) {
            list(mark.get(), caller);
        }
    }

    /** A restore finds the mark in the log itself, so a list without it is no failure of what is committed. */
    private void list(TransactionMark mark, Caller caller) {
        try {
            premises.catalog()
                    .marks()
                    .record(
                            new LogMark(
                                    caller.database(),
                                    mark.name(),
                                    mark.description(),
                                    caller.login(),
                                    Lsn.ofPosition(mark.position())),
                            premises.clock().instant());
        } catch (SqlError failed) {
            LOG.warn("A mark of {} is not in msdb", caller.database(), failed);
        }
    }
}

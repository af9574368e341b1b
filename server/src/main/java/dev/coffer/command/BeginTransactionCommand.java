package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BeginTransaction;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** BEGIN TRANSACTION: opens one on the current database's connection; a nested one only counts. */
public final class BeginTransactionCommand implements Command<BeginTransaction> {

    /** As many as SQL Server's own count holds without wrapping. */
    private static final int DEEPEST = Integer.MAX_VALUE - 1;

    /** Answers where in the log it is. */
    private static final String MARK =
            "SELECT pg_catalog.pg_logical_emit_message(true, 'coffer.mark', ?::bytea) - '0/0'::pg_catalog.pg_lsn";

    @Override
    public void execute(BeginTransaction statement, Caller caller) throws SqlError {
        SessionState state = caller.state();
        if (state.transactionCount() >= DEEPEST) {
            throw Message.NOT_SUPPORTED.error("A deeper transaction");
        }
        String name = statement.name().isPresent()
                ? Transactions.name(statement.name().get(), caller)
                : "";
        boolean outermost = state.transactionCount() == 0;
        if (outermost && state.options().on("IMPLICIT_TRANSACTIONS")) {
            Transactions.begin(caller, "");
        }
        Transactions.begin(caller, name);
        if (outermost && statement.mark().isPresent()) {
            state.markTransaction(mark(name, statement.mark().get().value(), caller));
        }
    }

    /** Leaves the mark in the log, where a restore finds it; it counts once the transaction is committed. */
    private static TransactionMark mark(String name, String description, Caller caller) throws SqlError {
        try (PreparedStatement message = caller.connections().current().prepareStatement(MARK)) {
            message.setBytes(1, (name + '\0' + description).getBytes(StandardCharsets.UTF_8));
            try (ResultSet rows = message.executeQuery()) {
                rows.next();
                return new TransactionMark(
                        name, description, rows.getBigDecimal(1).toBigInteger());
            }
        } catch (SQLException failed) {
            caller.connections().rollBack();
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the transaction could not be marked, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

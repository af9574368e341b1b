package dev.coffer.command;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * All or nothing for one data statement. Outside a transaction it is one of its own; inside, a failed statement undoes
 * itself and leaves the transaction as it was, as in SQL Server, where PostgreSQL alone would refuse everything until
 * ROLLBACK. Rows are streamed only while a transaction is open, so even a query gets one.
 */
final class StatementScope {

    private StatementScope() {}

    /** The statement's work; answers how many rows it returned or affected. */
    @FunctionalInterface
    interface Work {
        long run() throws SQLException, SqlError;
    }

    @FunctionalInterface
    private interface Undoing {
        void run() throws SQLException;
    }

    /** Whatever the work throws comes out as it is, after the statement was undone. */
    static long run(Connection connection, Owner owner, Work work) throws SQLException, SqlError {
        return switch (owner) {
            case STATEMENT -> alone(connection, work);
            case SESSION -> inside(connection, work);
        };
    }

    /** Who began the transaction on the connection. */
    enum Owner {
        /** Nobody yet: the statement is its own transaction. */
        STATEMENT,
        SESSION
    }

    private static long alone(Connection connection, Work work) throws SQLException, SqlError {
        connection.setAutoCommit(false);
        boolean committed = false;
        try {
            long count = work.run();
            connection.commit();
            committed = true;
            return count;
        } finally {
            if (!committed) {
                undo(connection, connection::rollback);
            }
            endQuietly(connection);
        }
    }

    private static long inside(Connection connection, Work work) throws SQLException, SqlError {
        Savepoint before = connection.setSavepoint();
        boolean done = false;
        try {
            long count = work.run();
            done = true;
            connection.releaseSavepoint(before);
            return count;
        } finally {
            if (!done) {
                undo(connection, () -> connection.rollback(before));
            }
        }
    }

    /** A connection on which not even that works is of no further use; its end undoes everything. */
    private static void undo(Connection connection, Undoing rollback) throws SQLException {
        try {
            rollback.run();
        } catch (SQLException broken) {
            connection.close();
        }
    }

    private static void endQuietly(Connection connection) throws SQLException {
        if (!connection.isClosed()) {
            connection.setAutoCommit(true);
        }
    }
}

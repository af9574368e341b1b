package dev.coffer.catalog;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few owner connections to one database, kept for the next transaction. They see nothing but the system's own names
 * (so nobody's look-alike function is called). Thread-safe.
 */
final class OwnerConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerConnections.class);
    private static final int MAX_OPEN = 4;
    private static final long WAIT_SECONDS = 30;
    private static final int PROBE_SECONDS = 2;
    private static final long UNPROBED_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final HostedDatabase database;
    private final int keepCount;
    private final Content content;
    private final Semaphore permits = new Semaphore(MAX_OPEN, true);
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    /** Who laid down what the database holds. */
    enum Content {
        /** This program, in master: its foreign keys are relied on. */
        OURS,
        /** Users and backups from anywhere: their triggers must not run with the owner's rights. */
        CARRIED
    }

    /** @param keepCount connections kept open between transactions; 0 lets an idle database stop */
    OwnerConnections(HostedDatabase database, int keepCount, Content content) {
        this.database = database;
        this.keepCount = keepCount;
        this.content = content;
    }

    private record Idle(Connection connection, long sinceNanos) {}

    /** Work inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException, SqlError;
    }

    /** Runs the work in one transaction: committed when it returns, rolled back when it throws. */
    <T> T transaction(Work<T> work) throws SqlError {
        try {
            if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw Message.ENGINE_FAILED.error("no connection to the catalogue became free");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Message.ENGINE_FAILED.error("interrupted").causedBy(interrupted);
        }
        try {
            return runOn(take(), work);
        } catch (SQLException | EngineException failed) {
            throw failure(failed);
        } finally {
            permits.release();
        }
    }

    /** The message of a driver may quote stored values, so that only the SQLSTATE goes to the client. */
    static SqlError failure(Exception failed) {
        String what = failed instanceof SQLException sql
                ? "SQLSTATE " + sql.getSQLState()
                : String.valueOf(failed.getMessage());
        return Message.ENGINE_FAILED.error(what).causedBy(failed);
    }

    private <T> T runOn(Connection connection, Work<T> work) throws SQLException, SqlError {
        boolean sound = false;
        try {
            T answer = work.run(connection);
            connection.commit();
            sound = true;
            return answer;
        } finally {
            if (!sound && !rolledBack(connection)) {
                close(connection);
                closeIdle();
            } else {
                giveBack(connection);
            }
        }
    }

    private static boolean rolledBack(Connection connection) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException broken) {
            return false;
        }
    }

    private Connection take() throws SQLException, EngineException {
        for (Idle kept = poll(); kept != null; kept = poll()) {
            if (System.nanoTime() - kept.sinceNanos() < UNPROBED_NANOS
                    || kept.connection().isValid(PROBE_SECONDS)) {
                return kept.connection();
            }
            close(kept.connection());
        }
        return fresh();
    }

    private synchronized @Nullable Idle poll() {
        if (closed) {
            throw new IllegalStateException("The catalogue is closed");
        }
        return idle.pollFirst();
    }

    private Connection fresh() throws SQLException, EngineException {
        Connection connection = database.connect(HostedDatabase.Role.OWNER);
        boolean ready = false;
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("SET search_path = pg_catalog, pg_temp");
            if (content == Content.CARRIED) {
                statement.execute("SET session_replication_role = replica");
            }
            statement.execute("SET synchronous_commit = on");
            connection.setAutoCommit(false);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                close(connection);
            }
        }
    }

    private void giveBack(Connection connection) {
        if (!keep(connection)) {
            close(connection);
        }
    }

    private synchronized boolean keep(Connection connection) {
        if (closed || idle.size() >= keepCount) {
            return false;
        }
        idle.addFirst(new Idle(connection, System.nanoTime()));
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeIdle();
    }

    /** Also where one of them was found broken: the others went to the same server, and each would fail a statement. */
    private synchronized void closeIdle() {
        for (Idle kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            close(kept.connection());
        }
    }

    /** A connection that cannot be closed is gone already. */
    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            LOG.debug("A connection to the catalogue did not close", gone);
        }
    }
}

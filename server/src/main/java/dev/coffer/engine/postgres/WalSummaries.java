package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * PostgreSQL's summaries of its log: which blocks it changed, from one position to another (documentation, "WAL
 * Summarization Information Functions"). Confined to one thread.
 */
final class WalSummaries {

    private static final String STATE = "SELECT summarized_lsn, pending_lsn FROM pg_get_wal_summarizer_state()";

    private static final String AVAILABLE = "SELECT start_lsn, end_lsn FROM pg_available_wal_summaries()"
            + " WHERE tli = ? AND end_lsn > ?::pg_lsn AND start_lsn < ?::pg_lsn ORDER BY start_lsn";

    /** Fork 0 is the main one; no other stands in a differential with some of its blocks. */
    private static final String CONTENTS = "SELECT c.reltablespace, c.reldatabase, c.relfilenode, c.relblocknumber,"
            + " c.is_limit_block FROM pg_available_wal_summaries() s"
            + " CROSS JOIN LATERAL pg_wal_summary_contents(s.tli, s.start_lsn, s.end_lsn) c"
            + " WHERE s.tli = ? AND s.end_lsn > ?::pg_lsn AND s.start_lsn < ?::pg_lsn AND c.relforknumber = 0";

    private static final int ROWS_AT_ONCE = 10_000;

    /** Of the whole wait without any progress: then nobody writes summaries. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final Connection connection;
    private final Cancellation cancellation;

    WalSummaries(Connection connection, Cancellation cancellation) {
        this.connection = connection;
        this.cancellation = cancellation;
    }

    /** Waits until the log up to that position is summarised. */
    void await(long lsn) throws EngineException, SQLException {
        long pauseMillis = 1;
        long seen = 0;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (PreparedStatement state = connection.prepareStatement(STATE)) {
            while (true) {
                cancellation.check();
                long pending;
                try (ResultSet rows = state.executeQuery()) {
                    rows.next();
                    if (Long.compareUnsigned(LogPosition.parse(rows.getString(1)), lsn) >= 0) {
                        return;
                    }
                    pending = LogPosition.parse(rows.getString(2));
                }
                if (pending != seen) {
                    seen = pending;
                    deadline = System.nanoTime() + PATIENCE.toNanos();
                } else if (System.nanoTime() > deadline) {
                    throw new EngineException(
                            Kind.UNAVAILABLE,
                            "The server's summary of its log stands still at " + LogPosition.text(seen) + "; "
                                    + LogPosition.text(lsn) + " is needed");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
                pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    /** @throws NoDifferential when the summaries of that timeline leave a gap between the two positions */
    void requireAll(int timeline, long fromLsn, long toLsn) throws NoDifferential, SQLException {
        long reached = fromLsn;
        try (PreparedStatement select = connection.prepareStatement(AVAILABLE)) {
            bind(select, timeline, fromLsn, toLsn);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (Long.compareUnsigned(LogPosition.parse(rows.getString(1)), reached) > 0) {
                        break;
                    }
                    long end = LogPosition.parse(rows.getString(2));
                    reached = Long.compareUnsigned(end, reached) > 0 ? end : reached;
                }
            }
        }
        if (Long.compareUnsigned(reached, toLsn) < 0) {
            throw new NoDifferential("The summary of the log from " + LogPosition.text(reached) + " on is not here");
        }
    }

    /** Adds what the log between the two positions changed in main forks. */
    void read(int timeline, long fromLsn, long toLsn, ChangedBlocks changes) throws SQLException {
        // Rows come in portions inside a transaction only.
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement(CONTENTS)) {
            select.setFetchSize(ROWS_AT_ONCE);
            bind(select, timeline, fromLsn, toLsn);
            Cancellation.Registration registration = cancellation.onCancel(() -> BackupSession.cancel(select));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Relation relation = new Relation(rows.getLong(1), rows.getLong(2), rows.getLong(3));
                    changes.add(relation, rows.getLong(4), rows.getBoolean(5));
                }
            } finally {
                registration.close();
            }
            connection.commit();
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void bind(PreparedStatement select, int timeline, long fromLsn, long toLsn) throws SQLException {
        select.setLong(1, timeline);
        select.setString(2, LogPosition.text(fromLsn));
        select.setString(3, LogPosition.text(toLsn));
    }
}

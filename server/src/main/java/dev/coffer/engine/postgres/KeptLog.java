package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * The physical slot that holds the log for backups of it. What it holds is bounded by max_slot_wal_keep_size: a Coffer
 * that takes no backups must not fill the disk. Confined to the connection's thread.
 */
final class KeptLog {

    static final String SLOT = "coffer_log";

    /** For whoever makes the slot without a connection. */
    static final String CREATE = "SELECT pg_catalog.pg_create_physical_replication_slot('" + SLOT + "', true)";

    private final Connection connection;

    KeptLog(Connection connection) {
        this.connection = connection;
    }

    /** Keeps the log from the last checkpoint on; an older slot goes first. */
    void begin() throws SQLException {
        end();
        run(CREATE);
    }

    void end() throws SQLException {
        run("SELECT pg_catalog.pg_drop_replication_slot(slot_name) FROM pg_catalog.pg_replication_slots"
                + " WHERE slot_name = '" + SLOT + "'");
    }

    void release(long untilLsn) throws SQLException {
        try (PreparedStatement advance = connection.prepareStatement(
                "SELECT pg_catalog.pg_replication_slot_advance(slot_name, ?::pg_catalog.pg_lsn)"
                        + " FROM pg_catalog.pg_replication_slots WHERE slot_name = '" + SLOT
                        + "' AND restart_lsn < ?::pg_catalog.pg_lsn")) {
            advance.setString(1, LogPosition.text(untilLsn));
            advance.setString(2, LogPosition.text(untilLsn));
            advance.executeQuery().close();
        }
    }

    /** @throws EngineException LOG_GONE unless everything from that position on is held */
    void require(long fromLsn, WalSegments segments) throws SQLException, EngineException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT wal_status, invalidation_reason, restart_lsn,"
                        + " pg_catalog.current_setting('max_slot_wal_keep_size')"
                        + " FROM pg_catalog.pg_replication_slots WHERE slot_name = '" + SLOT + "'")) {
            if (!rows.next()) {
                throw gone(fromLsn, "no log is kept");
            }
            String restart = rows.getString(3);
            if ("lost".equals(rows.getString(1)) || rows.getString(2) != null || restart == null) {
                throw gone(fromLsn, "more than " + rows.getString(4) + " of it had to be kept");
            }
            // Segments are held as a whole.
            if (segments.numberOf(LogPosition.parse(restart)) > segments.numberOf(fromLsn)) {
                throw gone(fromLsn, "it is kept from " + restart + " on only");
            }
        }
    }

    static EngineException gone(long fromLsn, String why) {
        return new EngineException(
                Kind.LOG_GONE, "The log from " + LogPosition.text(fromLsn) + " on is not there any more: " + why);
    }

    /**
     * Why log is gone.
     *
     * @throws EngineException that failure, when it says something else
     */
    static Optional<String> reason(EngineException failure) throws EngineException {
        if (failure.kind() != Kind.LOG_GONE) {
            throw failure;
        }
        return Optional.of(String.valueOf(failure.getMessage()));
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The one server session that a backup lives in: a temporary slot that holds the WAL, then pg_backup_start and
 * pg_backup_stop. Closing it releases all of that. Confined to one thread, except that a cancellation reaches a running
 * statement from any.
 */
final class BackupSession implements AutoCloseable {

    /** What pg_backup_stop returned; the texts go into the backup as they are. */
    record Stop(long endLsn, String label, String tablespaceMap) {}

    private static final String FACTS = "SELECT s.system_identifier, c.timeline_id, s.pg_control_version,"
            + " s.catalog_version_no, current_setting('server_version_num'), i.database_block_size,"
            + " i.bytes_per_wal_segment, d.datcollversion, d.datlocprovider, d.datlocale, d.datcollate,"
            + " pg_encoding_to_char(d.encoding),"
            + " (SELECT string_agg(extname || ' ' || extversion, ', ' ORDER BY extname) FROM pg_extension),"
            + " current_setting('shared_preload_libraries'),"
            + " (SELECT pg_collation_actual_version(oid) FROM pg_collation WHERE collprovider = 'i' LIMIT 1),"
            + " (SELECT max(pg_collation_actual_version(oid)) FROM pg_collation WHERE collprovider = 'c')"
            + " FROM pg_control_system() s, pg_control_checkpoint() c, pg_control_init() i, pg_database d"
            + " WHERE d.datname = current_database()";

    private static final String[] FACT_KEYS = {
        SharedFacts.SYSTEM_ID,
        SharedFacts.TIMELINE,
        Facts.CONTROL_VERSION,
        Facts.CATALOG_VERSION,
        Facts.SERVER_VERSION,
        Facts.BLOCK_SIZE,
        Facts.WAL_SEGMENT_SIZE,
        "database.collation.version",
        "database.locale.provider",
        "database.locale",
        "database.collate",
        "database.encoding",
        "extensions",
        "preload.libraries",
        "icu.collation.version",
        "libc.collation.version"
    };

    private final Connection connection;
    private final Cancellation cancellation;

    BackupSession(Connection connection, Cancellation cancellation) {
        this.connection = connection;
        this.cancellation = cancellation;
    }

    /**
     * Reserves the WAL, then starts the backup with an immediate checkpoint.
     *
     * @return the log position that recovery of the backup starts at
     */
    long start(String label, SecureRandom random) throws SQLException {
        byte[] suffix = new byte[8];
        random.nextBytes(suffix);
        ask(
                "SELECT slot_name FROM pg_create_physical_replication_slot(?, true, true)",
                "coffer_" + HexFormat.of().formatHex(suffix));
        return LogPosition.parse(ask("SELECT pg_backup_start(?, true)", label));
    }

    Map<String, String> facts() throws SQLException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("engine", "PostgreSQL");
        facts.put(Facts.ARCHITECTURE, System.getProperty("os.arch", ""));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FACTS)) {
            if (!rows.next()) {
                throw new SQLException("The server names no facts about itself");
            }
            for (int i = 0; i < FACT_KEYS.length; i++) {
                String value = rows.getString(i + 1);
                if (value != null) {
                    facts.put(FACT_KEYS[i], value);
                }
            }
        }
        return facts;
    }

    long logEnd() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_current_wal_insert_lsn()")) {
            rows.next();
            return LogPosition.parse(rows.getString(1));
        }
    }

    WalSummaries summaries() {
        return new WalSummaries(connection, cancellation);
    }

    Stop stop() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT lsn, labelfile, spcmapfile FROM pg_backup_stop(false)")) {
            return firstRow(
                    statement,
                    rows -> new Stop(LogPosition.parse(rows.getString(1)), rows.getString(2), rows.getString(3)));
        }
    }

    private String ask(String sql, String parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            return firstRow(statement, rows -> rows.getString(1));
        }
    }

    /** Takes one value from the only row. */
    @FunctionalInterface
    private interface Row<T> {
        T take(ResultSet rows) throws SQLException;
    }

    /** Runs a statement that may take long: a cancellation ends it. */
    private <T> T firstRow(PreparedStatement statement, Row<T> row) throws SQLException {
        Cancellation.Registration registration = cancellation.onCancel(() -> cancel(statement));
        try (ResultSet rows = statement.executeQuery()) {
            rows.next();
            return row.take(rows);
        } finally {
            registration.close();
        }
    }

    static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot cancel a statement of the backup", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

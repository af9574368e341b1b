package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import java.util.UUID;

/** The chains of log backups, one for each database whose log is kept. Thread-safe. */
public final class LogChains {

    private final OwnerConnections master;

    LogChains(OwnerConnections master) {
        this.master = master;
    }

    /** Empty when no log of that database is kept. */
    public Optional<LogChain> find(int databaseId) throws SqlError {
        return master.transaction(connection -> find(connection, databaseId));
    }

    /**
     * From now on the next backup of the log begins there, unless the database's recovery model has become SIMPLE.
     *
     * @return whether it does
     */
    public boolean begin(int databaseId, LogChain chain) throws SqlError {
        return master.transaction(connection -> {
            boolean keeps = keepsLog(connection, databaseId);
            if (keeps) {
                put(connection, databaseId, chain);
            }
            return keeps;
        });
    }

    /** Locks the row: a change of the model comes before, or behind the transaction. */
    private static boolean keepsLog(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT recovery_model <> 'SIMPLE' FROM coffer.database WHERE database_id = ? FOR UPDATE")) {
            select.setInt(1, databaseId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Notes the last full, where a chain is. */
    public void noteFull(int databaseId, BigInteger position) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE coffer.log_chain SET full_position = ? WHERE database_id = ?")) {
                update.setBigDecimal(1, new BigDecimal(position));
                update.setInt(2, databaseId);
                update.executeUpdate();
            }
            return true;
        });
    }

    /** Lists a backup of the log and moves the chain to its end, both or neither. */
    public void record(BackupRecord backup, int databaseId, LogChain chain) throws SqlError {
        master.transaction(connection -> {
            new HistoryRows(connection).insert(backup);
            put(connection, databaseId, chain);
            return true;
        });
    }

    /** No log of that database is kept any more. */
    public void forget(int databaseId) throws SqlError {
        master.transaction(connection -> {
            forget(connection, databaseId);
            return true;
        });
    }

    static Optional<LogChain> find(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT position, fork_guid, full_position,"
                + " set_guid, root FROM coffer.log_chain WHERE database_id = ?")) {
            select.setInt(1, databaseId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                byte[] root = row.getBytes("root");
                return Optional.of(new LogChain(
                        row.getBigDecimal("position").toBigInteger(),
                        row.getObject("fork_guid", UUID.class),
                        row.getBigDecimal("full_position").toBigInteger(),
                        root == null
                                ? Optional.empty()
                                : Optional.of(new LogChain.Link(row.getObject("set_guid", UUID.class), root))));
            }
        }
    }

    static void put(Connection connection, int databaseId, LogChain chain) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.log_chain (database_id,"
                + " position, fork_guid, full_position, set_guid, root) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (database_id) DO UPDATE SET position = excluded.position,"
                + " fork_guid = excluded.fork_guid, full_position = excluded.full_position,"
                + " set_guid = excluded.set_guid, root = excluded.root")) {
            upsert.setInt(1, databaseId);
            upsert.setBigDecimal(2, new BigDecimal(chain.position()));
            upsert.setObject(3, chain.forkGuid());
            upsert.setBigDecimal(4, new BigDecimal(chain.fullPosition()));
            upsert.setObject(5, chain.last().map(LogChain.Link::setGuid).orElse(null), Types.OTHER);
            upsert.setBytes(6, chain.last().map(LogChain.Link::root).orElse(null));
            upsert.executeUpdate();
        }
    }

    static void forget(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.log_chain WHERE database_id = ?")) {
            delete.setInt(1, databaseId);
            delete.executeUpdate();
        }
    }
}

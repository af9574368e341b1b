package dev.coffer.catalog;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.SqlError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Restores that are not over, one for each database that is RESTORING or in standby. Each change is one transaction.
 * Thread-safe.
 */
public final class RestoreSequences {

    private final OwnerConnections master;
    private final Databases databases;

    RestoreSequences(OwnerConnections master, Databases databases) {
        this.master = master;
        this.databases = databases;
    }

    public Optional<RestoreSequence> find(int databaseId) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT * FROM coffer.restore_sequence WHERE database_id = ?")) {
                select.setInt(1, databaseId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(sequence(row)) : Optional.empty();
                }
            }
        });
    }

    /** The home of the database that a restore will replace; empty when none is kept. */
    public Optional<DatabaseHome> keptHome(int databaseId) throws SqlError {
        return master.transaction(connection -> keptHome(connection, databaseId));
    }

    /** All homes that restores keep. */
    public List<DatabaseHome> keptHomes() throws SqlError {
        return master.transaction(connection -> {
            List<DatabaseHome> homes = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT kept_home_id, kept_data_folder,"
                            + " kept_log_folder FROM coffer.restore_sequence WHERE kept_home_id IS NOT NULL");
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    homes.add(databases.home(rows, "kept_home_id", "kept_data_folder", "kept_log_folder"));
                }
            }
            return homes;
        });
    }

    /** A database that was not there before: listed from now on, RESTORING. */
    public DatabaseEntry begin(NewDatabase database, RestoreSequence sequence) throws SqlError {
        return master.transaction(connection -> {
            DatabaseEntry entry = databases.insert(connection, database);
            insert(connection, entry.databaseId(), sequence, Optional.empty());
            return databases.setState(connection, entry.name(), DatabaseState.RESTORING);
        });
    }

    /**
     * A database that was there: its name means the new home and its files from now on, RESTORING. The home that
     * it had when it was last ONLINE, or behind its tail, is kept.
     *
     * @return what is needed no more: the home of a restore that was not over
     */
    public Optional<DatabaseHome> begin(
            DatabaseEntry existing, DatabaseHome home, LogicalNames files, RestoreSequence sequence) throws SqlError {
        return master.transaction(connection -> {
            Optional<DatabaseHome> kept = keptHome(connection, existing.databaseId());
            delete(connection, existing.databaseId());
            databases.moveHome(connection, existing, home, files, DatabaseState.RESTORING);
            insert(connection, existing.databaseId(), sequence, Optional.of(kept.orElse(existing.home())));
            return kept.isPresent() ? Optional.of(existing.home()) : Optional.empty();
        });
    }

    /** The tail of the log was backed up: the database waits for what may come behind it. */
    public void beginBehindTail(BackupRecord tail, DatabaseEntry database, RestoreSequence sequence, LogChain chain)
            throws SqlError {
        master.transaction(connection -> {
            new HistoryRows(connection).insert(tail);
            LogChains.put(connection, database.databaseId(), chain);
            insert(connection, database.databaseId(), sequence, Optional.empty());
            return databases.setState(connection, database.name(), DatabaseState.RESTORING);
        });
    }

    /** More was laid down: RESTORING, also where it could be read until now. */
    public void advance(int databaseId, RestoreSequence sequence) throws SqlError {
        master.transaction(connection -> {
            Optional<DatabaseHome> kept = keptHome(connection, databaseId);
            Optional<Path> undoFile = undoFile(connection, databaseId);
            delete(connection, databaseId);
            insert(connection, databaseId, sequence, kept);
            setUndoFile(connection, databaseId, undoFile);
            databases.setRestoring(connection, databaseId);
            return true;
        });
    }

    /**
     * What was laid down can be read, and more may follow: STANDBY. What was kept of the database's earlier homes is
     * needed no more: {@link #keptHome}, asked before.
     *
     * @param undoFile that the statement named
     */
    public DatabaseEntry standBy(DatabaseEntry database, Path undoFile) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.restore_sequence"
                    + " SET kept_home_id = NULL, kept_data_folder = NULL, kept_log_folder = NULL"
                    + " WHERE database_id = ?")) {
                update.setInt(1, database.databaseId());
                update.executeUpdate();
            }
            setUndoFile(connection, database.databaseId(), Optional.of(undoFile));
            return databases.setState(connection, database.name(), DatabaseState.STANDBY);
        });
    }

    /** It cannot be read any more: RESTORING. The file that was named for it is known still. */
    public void leaveStandBy(int databaseId) throws SqlError {
        master.transaction(connection -> {
            databases.setRestoring(connection, databaseId);
            return true;
        });
    }

    /** The file that WITH STANDBY named last. */
    public Optional<Path> undoFile(int databaseId) throws SqlError {
        return master.transaction(connection -> undoFile(connection, databaseId));
    }

    /** No file of that kind is there. */
    public void forgetUndoFile(int databaseId) throws SqlError {
        master.transaction(connection -> {
            setUndoFile(connection, databaseId, Optional.empty());
            return true;
        });
    }

    /** The database that this file was named for. */
    public OptionalInt userOf(Path undoFile) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT database_id FROM coffer.restore_sequence WHERE undo_file = ? LIMIT 1")) {
                select.setString(1, databases.stored(undoFile));
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
                }
            }
        });
    }

    private Optional<Path> undoFile(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT undo_file FROM coffer.restore_sequence WHERE database_id = ?")) {
            select.setInt(1, databaseId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)).map(databases::path) : Optional.empty();
            }
        }
    }

    private void setUndoFile(Connection connection, int databaseId, Optional<Path> file) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE coffer.restore_sequence SET undo_file = ? WHERE database_id = ?")) {
            update.setString(1, file.map(databases::stored).orElse(null));
            update.setInt(2, databaseId);
            update.executeUpdate();
        }
    }

    /**
     * How a restored database goes on.
     *
     * @param chain where its log chain goes on; empty: no log is kept
     * @param access who may be in it
     * @param updateability whether it can be written to
     */
    public record Outcome(
            Lineage lineage,
            RecoveryModel recoveryModel,
            Optional<LogChain> chain,
            UserAccess access,
            Updateability updateability) {}

    /**
     * A restore without steps, of a database that was not there before: listed from now on, ONLINE.
     *
     * @param masterKey the guid of the one it brought along, which others on this server may have too
     */
    public DatabaseEntry finish(NewDatabase database, Outcome outcome, Optional<UUID> masterKey) throws SqlError {
        return master.transaction(connection -> {
            DatabaseEntry entry = databases.insert(connection, database);
            return recovered(connection, entry, outcome, masterKey);
        });
    }

    /**
     * The restore is over: the database is ONLINE in that home. What was kept of its earlier homes is needed no more:
     * {@link #keptHome}, asked before.
     *
     * @param masterKey the guid of the one it brought along, which others on this server may have too
     */
    public DatabaseEntry finish(
            DatabaseEntry database, DatabaseHome home, LogicalNames files, Outcome outcome, Optional<UUID> masterKey)
            throws SqlError {
        return master.transaction(connection -> {
            delete(connection, database.databaseId());
            databases.moveHome(connection, database, home, files, DatabaseState.RESTORING);
            return recovered(connection, database, outcome, masterKey);
        });
    }

    private DatabaseEntry recovered(
            Connection connection, DatabaseEntry database, Outcome outcome, Optional<UUID> masterKey)
            throws SQLException {
        if (masterKey.isPresent()) {
            new ServerKeyRows(connection).shareMasterKeyCopy(masterKey.get(), database.databaseId());
        }
        LogChains.forget(connection, database.databaseId());
        if (outcome.chain().isPresent()) {
            LogChains.put(connection, database.databaseId(), outcome.chain().get());
        }
        return databases.recovered(connection, database.name(), outcome);
    }

    private Optional<DatabaseHome> keptHome(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT kept_home_id, kept_data_folder,"
                + " kept_log_folder FROM coffer.restore_sequence WHERE database_id = ? AND kept_home_id IS NOT NULL")) {
            select.setInt(1, databaseId);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(databases.home(row, "kept_home_id", "kept_data_folder", "kept_log_folder"))
                        : Optional.empty();
            }
        }
    }

    private static void delete(Connection connection, int databaseId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.restore_sequence WHERE database_id = ?")) {
            delete.setInt(1, databaseId);
            delete.executeUpdate();
        }
    }

    private void insert(Connection connection, int databaseId, RestoreSequence sequence, Optional<DatabaseHome> kept)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.restore_sequence (database_id,"
                + " goes_on, database_guid, family_guid, recovery_model, system_id, full_guid, position, fork_guid,"
                + " reached_at, timeline, has_log, chain_position, chain_fork_guid, chain_full_position,"
                + " chain_set_guid, chain_root, stop_position, stop_inclusive, kept_home_id, kept_data_folder,"
                + " kept_log_folder, full_root, before_set_guid, before_root, updateability)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setInt(1, databaseId);
            bindOrigin(insert, sequence);
            bindReached(insert, sequence.reached());
            bindChain(insert, sequence.chain());
            insert.setObject(
                    18,
                    sequence.stop().map(stop -> new BigDecimal(stop.position())).orElse(null),
                    Types.NUMERIC);
            insert.setObject(
                    19, sequence.stop().map(RestoreSequence.Stop::inclusive).orElse(null), Types.BOOLEAN);
            if (kept.isPresent()) {
                databases.bindHome(insert, 20, kept.get());
            } else {
                insert.setNull(20, Types.OTHER);
                insert.setNull(21, Types.VARCHAR);
                insert.setNull(22, Types.VARCHAR);
            }
            insert.setBytes(23, sequence.full().root());
            bindLink(insert, 24, sequence.before());
            insert.setString(26, sequence.reached().updateability().name());
            insert.executeUpdate();
        }
    }

    private static void bindOrigin(PreparedStatement insert, RestoreSequence sequence) throws SQLException {
        RestoreSequence.Origin origin = sequence.database();
        insert.setBoolean(2, origin.goesOn());
        insert.setObject(3, origin.databaseGuid());
        insert.setObject(4, origin.familyGuid());
        insert.setString(5, origin.recoveryModel().name());
        insert.setString(6, origin.systemId());
        insert.setObject(7, sequence.full().setGuid());
    }

    private static void bindReached(PreparedStatement insert, RestoreSequence.Reached reached) throws SQLException {
        insert.setBigDecimal(8, new BigDecimal(reached.position()));
        insert.setObject(9, reached.forkGuid());
        insert.setObject(10, SqlTimes.toColumn(reached.at()));
        insert.setInt(11, reached.timeline());
        insert.setBoolean(12, reached.hasLog());
    }

    private static void bindChain(PreparedStatement insert, LogChain chain) throws SQLException {
        insert.setBigDecimal(13, new BigDecimal(chain.position()));
        insert.setObject(14, chain.forkGuid());
        insert.setBigDecimal(15, new BigDecimal(chain.fullPosition()));
        bindLink(insert, 16, chain.last());
    }

    private static void bindLink(PreparedStatement insert, int first, Optional<LogChain.Link> link)
            throws SQLException {
        insert.setObject(first, link.map(LogChain.Link::setGuid).orElse(null), Types.OTHER);
        insert.setBytes(first + 1, link.map(LogChain.Link::root).orElse(null));
    }

    private static Optional<LogChain.Link> link(ResultSet row, String name) throws SQLException {
        byte[] root = row.getBytes(name + "_root");
        return root == null
                ? Optional.empty()
                : Optional.of(new LogChain.Link(row.getObject(name + "_set_guid", UUID.class), root));
    }

    private static RestoreSequence sequence(ResultSet row) throws SQLException {
        BigDecimal stop = row.getBigDecimal("stop_position");
        return new RestoreSequence(
                new RestoreSequence.Origin(
                        row.getBoolean("goes_on"),
                        row.getObject("database_guid", UUID.class),
                        row.getObject("family_guid", UUID.class),
                        RecoveryModel.valueOf(row.getString("recovery_model")),
                        row.getString("system_id")),
                new LogChain.Link(row.getObject("full_guid", UUID.class), row.getBytes("full_root")),
                new RestoreSequence.Reached(
                        position(row, "position"),
                        row.getObject("fork_guid", UUID.class),
                        SqlTimes.read(row, "reached_at"),
                        row.getInt("timeline"),
                        row.getBoolean("has_log"),
                        Updateability.valueOf(row.getString("updateability"))),
                new LogChain(
                        position(row, "chain_position"),
                        row.getObject("chain_fork_guid", UUID.class),
                        position(row, "chain_full_position"),
                        link(row, "chain")),
                link(row, "before"),
                stop == null
                        ? Optional.empty()
                        : Optional.of(new RestoreSequence.Stop(stop.toBigInteger(), row.getBoolean("stop_inclusive"))));
    }

    private static BigInteger position(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigInteger();
    }
}

package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * The history in msdb: what was backed up and restored, and the root of each set, so that a replayed or exchanged set
 * is noticed. Each record is one transaction. Thread-safe.
 */
public final class BackupHistory {

    private final OwnerConnections master;

    BackupHistory(OwnerConnections master) {
        this.master = master;
    }

    /**
     * Lists a finished backup.
     *
     * @return backup_set_id
     */
    public long recordBackup(BackupRecord backup) throws SqlError {
        return master.transaction(connection -> new HistoryRows(connection).insert(backup));
    }

    /**
     * Lists a finished full backup that the database's differentials stand on from now on.
     *
     * @return backup_set_id
     */
    public long recordBase(BackupRecord backup, DatabaseEntry database) throws SqlError {
        return master.transaction(connection -> {
            long id = new HistoryRows(connection).insert(backup);
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.differential_base"
                    + " (database_id, home_id, set_guid, root, lsn, started_at) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (database_id) DO UPDATE SET home_id = excluded.home_id,"
                    + " set_guid = excluded.set_guid, root = excluded.root, lsn = excluded.lsn,"
                    + " started_at = excluded.started_at")) {
                upsert.setInt(1, database.databaseId());
                upsert.setObject(2, database.home().id());
                upsert.setObject(3, backup.setGuid());
                upsert.setBytes(4, backup.root());
                upsert.setBigDecimal(5, new BigDecimal(backup.log().checkpoint()));
                upsert.setObject(6, SqlTimes.toColumn(backup.startedAt()));
                upsert.executeUpdate();
            }
            return id;
        });
    }

    /** What the database's differentials stand on; empty since a restore, which makes another home. */
    public Optional<LastFull> baseOf(DatabaseEntry database) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT set_guid, root, lsn"
                    + " FROM coffer.differential_base WHERE database_id = ? AND home_id = ?")) {
                select.setInt(1, database.databaseId());
                select.setObject(2, database.home().id());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new LastFull(
                                    rows.getObject(1, UUID.class),
                                    rows.getBytes(2),
                                    rows.getBigDecimal(3).toBigIntegerExact()))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Lists a finished restore, and the set it came from when this instance did not make it.
     *
     * @return restore_history_id
     */
    public long recordRestore(RestoreRecord restore) throws SqlError {
        return master.transaction(connection -> new HistoryRows(connection).insert(restore));
    }

    /** Lists a set that another instance made, or that is no longer listed; one that is listed stays as it is. */
    public void load(BackupRecord backup) throws SqlError {
        master.transaction(connection -> new HistoryRows(connection).load(backup));
    }

    /** Takes the backups off the list that ended before that moment, and the restores from them. */
    public void deleteBefore(Instant oldest) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT backup_set_id FROM coffer.backup_set WHERE finished_at < ?")) {
                select.setObject(1, SqlTimes.toColumn(oldest));
                new HistoryRows(connection).delete(select);
                return true;
            }
        });
    }

    /** Takes all backups of a database off the list, and the restores from them. */
    public void deleteOf(String database) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT backup_set_id FROM coffer.backup_set WHERE lower(database_name) = lower(?)")) {
                select.setString(1, database);
                new HistoryRows(connection).delete(select);
                return true;
            }
        });
    }

    /** Root of the listed set, 32 bytes; empty when the set is not listed. */
    public Optional<byte[]> rootOf(UUID setGuid) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT root FROM coffer.backup_set WHERE backup_set_uuid = ?")) {
                select.setObject(1, setGuid);
                return first(select);
            }
        });
    }

    /**
     * A set as it was listed.
     *
     * @param media the media set that it is on
     * @param root 32 bytes
     */
    public record Listed(UUID media, byte[] root, Instant finishedAt) {}

    /** The set that was listed last at that position of that media set. */
    public Optional<Listed> setAt(UUID mediaGuid, int position) throws SqlError {
        return listed("m.media_uuid = ? AND s.position = ? ORDER BY s.backup_set_id DESC", mediaGuid, position);
    }

    /** The youngest set that was ever listed on that device. */
    public Optional<Listed> youngestOn(BackupRecord.Family family) throws SqlError {
        return listed(
                "EXISTS (SELECT FROM coffer.media_family f WHERE f.media_set_id = s.media_set_id"
                        + " AND f.physical_device_name = ? AND f.sequence_number = ? AND f.mirror = ?)"
                        + " ORDER BY s.finished_at DESC, s.backup_set_id DESC",
                family.device().physicalName(),
                family.number(),
                (short) family.mirror());
    }

    private Optional<Listed> listed(String condition, Object... values) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT m.media_uuid, s.root, s.finished_at FROM coffer.backup_set s"
                            + " JOIN coffer.media_set m USING (media_set_id) WHERE " + condition + " LIMIT 1")) {
                for (int i = 0; i < values.length; i++) {
                    select.setObject(i + 1, values[i]);
                }
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Listed(
                                    rows.getObject(1, UUID.class),
                                    rows.getBytes(2),
                                    SqlTimes.read(rows, "finished_at")))
                            : Optional.empty();
                }
            }
        });
    }

    /**
     * Whether a listed backup that ended at that moment or later cannot be restored without a set that ended before it:
     * the full that a differential or log goes back to, or a differential or log between that full and a later log.
     */
    public boolean isNeededAfter(UUID setGuid, Instant moment) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT EXISTS (SELECT 1 FROM coffer.backup_set x"
                            + " JOIN coffer.backup_set k ON k.database_guid = x.database_guid"
                            + " AND k.backup_set_uuid <> x.backup_set_uuid"
                            + " WHERE x.backup_set_uuid = ? AND k.finished_at >= ?"
                            + " AND (k.base_guid = x.backup_set_uuid"
                            + " OR (k.type = 'L' AND NOT x.is_copy_only AND CASE x.type"
                            + " WHEN 'D' THEN k.database_backup_lsn = x.checkpoint_lsn"
                            + " ELSE k.database_backup_lsn = x.database_backup_lsn END)))")) {
                select.setObject(1, setGuid);
                select.setObject(2, SqlTimes.toColumn(moment));
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getBoolean(1);
                }
            }
        });
    }

    /**
     * Notes which keys a backup will need, before anybody can see its file: whatever happens behind its commit, the
     * keys stay counted. The record of the backup takes the note's place.
     *
     * @param keyIds 20 bytes each
     */
    public void expect(UUID setGuid, Collection<byte[]> keyIds) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO coffer.expected_encryptor (set_guid, key_id) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
                for (byte[] keyId : keyIds) {
                    insert.setObject(1, setGuid);
                    insert.setBytes(2, keyId);
                    insert.addBatch();
                }
                return insert.executeBatch();
            }
        });
    }

    /** The backup came to nothing: it needs no key. */
    public void expectNoMore(UUID setGuid) throws SqlError {
        master.transaction(connection -> {
            new HistoryRows(connection).forgetExpected(setGuid);
            return true;
        });
    }

    /** How many backups name this key among those that open them: listed ones, and those that may have been written. */
    public int backupsNeeding(byte[] keyId) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT (SELECT count(DISTINCT backup_set_id) FROM coffer.backup_encryptor WHERE key_id = ?)"
                            + " + (SELECT count(*) FROM coffer.expected_encryptor WHERE key_id = ?)")) {
                select.setBytes(1, keyId);
                select.setBytes(2, keyId);
                try (ResultSet rows = select.executeQuery()) {
                    rows.next();
                    return rows.getInt(1);
                }
            }
        });
    }

    private static Optional<byte[]> first(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
    }
}

package dev.coffer.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes rows of history inside one transaction. Confined to it. */
final class HistoryRows {

    private final Connection connection;

    HistoryRows(Connection connection) {
        this.connection = connection;
    }

    long insert(BackupRecord backup) throws SQLException {
        long mediaSet = mediaSet(backup.media(), backup.encryption().isPresent());
        long set = set(backup, mediaSet);
        files(backup, set);
        encryptors(backup, set);
        forgetExpected(backup.setGuid());
        return set;
    }

    void forgetExpected(UUID setGuid) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM coffer.expected_encryptor WHERE set_guid = ?")) {
            delete.setObject(1, setGuid);
            delete.executeUpdate();
        }
    }

    long insert(RestoreRecord restore) throws SQLException {
        long set = load(restore.backup());
        long id;
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.restore_history (restored_at,"
                + " destination, user_name, backup_set_id, restore_type, replace, recovery)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING restore_history_id")) {
            insert.setObject(1, SqlTimes.toColumn(restore.restoredAt()));
            insert.setString(2, restore.destination());
            insert.setString(3, restore.userName());
            insert.setLong(4, set);
            insert.setString(5, String.valueOf(restore.type()));
            insert.setBoolean(6, restore.replace());
            insert.setBoolean(7, restore.recovery());
            id = only(insert);
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.restore_file"
                + " (restore_history_id, file_number, file_guid, drive, physical_name) VALUES (?, ?, ?, ?, ?)")) {
            for (RestoreRecord.File file : restore.files()) {
                insert.setLong(1, id);
                insert.setInt(2, file.fileNumber());
                insert.setObject(3, file.guid());
                insert.setString(4, file.drive());
                insert.setString(5, file.physicalName());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return id;
    }

    /** The set's row, made unless there is one. */
    long load(BackupRecord backup) throws SQLException {
        Optional<Long> known = knownSet(backup);
        return known.isPresent() ? known.get() : insert(backup);
    }

    /** @param select the ids of backup sets; media that hold no other listed set go with them */
    void delete(PreparedStatement select) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getInt(1));
            }
        }
        Array ids = connection.createArrayOf("integer", found.toArray());
        for (String text : List.of(
                "DELETE FROM coffer.restore_history WHERE backup_set_id = ANY (?)",
                "DELETE FROM coffer.backup_set WHERE backup_set_id = ANY (?)")) {
            try (PreparedStatement delete = connection.prepareStatement(text)) {
                delete.setArray(1, ids);
                delete.executeUpdate();
            }
        }
        for (String table : List.of("media_family", "media_set")) {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer." + table + " m WHERE"
                    + " NOT EXISTS (SELECT 1 FROM coffer.backup_set s WHERE s.media_set_id = m.media_set_id)")) {
                delete.executeUpdate();
            }
        }
    }

    private Optional<Long> knownSet(BackupRecord backup) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT backup_set_id FROM coffer.backup_set WHERE backup_set_uuid = ? AND root = ?")) {
            select.setObject(1, backup.setGuid());
            select.setBytes(2, backup.root());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        }
    }

    /** A media set that is known already keeps its row; it becomes encrypted or compressed with the first such set. */
    private long mediaSet(BackupRecord.Media media, boolean encrypted) throws SQLException {
        long id;
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.media_set AS m (media_uuid,"
                + " family_count, name, description, is_compressed, is_encrypted, mirror_count)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (media_uuid) DO UPDATE SET is_compressed = m.is_compressed OR excluded.is_compressed,"
                + " is_encrypted = m.is_encrypted OR excluded.is_encrypted RETURNING media_set_id")) {
            upsert.setObject(1, media.mediaGuid());
            upsert.setLong(
                    2,
                    media.families().stream()
                            .map(BackupRecord.Family::number)
                            .distinct()
                            .count());
            setText(upsert, 3, media.name());
            setText(upsert, 4, media.description());
            upsert.setBoolean(5, media.compressed());
            upsert.setBoolean(6, encrypted);
            upsert.setInt(7, media.mirrorCount());
            id = only(upsert);
        }
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.media_family (media_set_id,"
                + " sequence_number, mirror, family_uuid, physical_device_name, device_type, logical_device_name)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (media_set_id, sequence_number, mirror) DO UPDATE SET"
                + " physical_device_name = excluded.physical_device_name, device_type = excluded.device_type,"
                + " logical_device_name = excluded.logical_device_name")) {
            for (BackupRecord.Family family : media.families()) {
                upsert.setLong(1, id);
                upsert.setInt(2, family.number());
                upsert.setInt(3, family.mirror());
                upsert.setObject(4, family.familyGuid());
                upsert.setString(5, family.device().physicalName());
                upsert.setInt(6, family.device().type());
                upsert.setString(7, family.device().logicalName().orElse(null));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        return id;
    }

    private long set(BackupRecord backup, long mediaSet) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.backup_set (backup_set_uuid,"
                + " media_set_id, position, expires_at, name, description, user_name, server_name, machine_name,"
                + " first_lsn, last_lsn, checkpoint_lsn, database_backup_lsn, database_created_at, started_at,"
                + " finished_at, type, collation_name, recovery_model, database_name, backup_size, stored_size,"
                + " has_checksums, is_damaged, begins_log_chain, is_copy_only, first_fork, last_fork, database_guid,"
                + " family_guid, base_lsn, base_guid, key_algorithm, encryptor_type, encryptor_thumbprint, root,"
                + " is_read_only, is_single_user)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?) RETURNING backup_set_id")) {
            bindHead(insert, backup, mediaSet);
            bindSource(insert, backup);
            bindEnd(insert, backup);
            return only(insert);
        }
    }

    private static void bindHead(PreparedStatement insert, BackupRecord backup, long mediaSet) throws SQLException {
        insert.setObject(1, backup.setGuid());
        insert.setLong(2, mediaSet);
        insert.setInt(3, backup.position());
        insert.setObject(4, SqlTimes.toColumn(backup.expiresAt()));
        setText(insert, 5, backup.text().name());
        setText(insert, 6, backup.text().description());
        insert.setString(7, backup.text().userName());
        insert.setString(8, backup.text().serverName());
        insert.setString(9, backup.text().machineName());
        insert.setBigDecimal(10, lsn(backup.log().first()));
        insert.setBigDecimal(11, lsn(backup.log().last()));
        insert.setBigDecimal(12, lsn(backup.log().checkpoint()));
        insert.setBigDecimal(13, lsn(backup.log().databaseBackup()));
    }

    private static void bindSource(PreparedStatement insert, BackupRecord backup) throws SQLException {
        insert.setObject(14, SqlTimes.toColumn(backup.database().createdAt()));
        insert.setObject(15, SqlTimes.toColumn(backup.startedAt()));
        insert.setObject(16, SqlTimes.toColumn(backup.finishedAt()));
        insert.setString(17, String.valueOf(backup.type()));
        insert.setString(18, backup.database().collation());
        insert.setString(19, backup.database().recoveryModel());
        insert.setString(20, backup.database().name());
        insert.setLong(21, backup.bytes().payloadBytes());
        insert.setLong(22, backup.bytes().storedBytes());
        insert.setBoolean(23, backup.flags().hasChecksums());
        insert.setBoolean(24, backup.flags().damaged());
        insert.setBoolean(25, backup.flags().beginsLogChain());
        insert.setBoolean(26, backup.flags().copyOnly());
        insert.setObject(27, backup.database().firstForkGuid());
        insert.setObject(28, backup.database().lastForkGuid());
        insert.setObject(29, backup.database().databaseGuid());
        insert.setObject(30, backup.database().familyGuid());
    }

    private static void bindEnd(PreparedStatement insert, BackupRecord backup) throws SQLException {
        Optional<BackupRecord.Base> base = backup.base();
        insert.setBigDecimal(31, base.map(known -> lsn(known.lsn())).orElse(null));
        insert.setObject(32, base.map(BackupRecord.Base::setGuid).orElse(null), Types.OTHER);
        Optional<BackupRecord.Recipient> first =
                backup.encryption().map(known -> known.encryptors().get(0));
        insert.setString(
                33, backup.encryption().map(BackupRecord.Encryption::algorithm).orElse(null));
        insert.setString(34, first.map(BackupRecord.Recipient::type).orElse(null));
        insert.setBytes(35, first.map(BackupRecord.Recipient::thumbprint).orElse(null));
        insert.setBytes(36, backup.root());
        insert.setBoolean(37, backup.flags().readOnly());
        insert.setBoolean(38, backup.flags().singleUser());
    }

    private void files(BackupRecord backup, long set) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.backup_file (backup_set_id,"
                + " file_number, file_type, file_guid, logical_name, physical_name, file_size, backup_size)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (BackupRecord.File file : backup.files()) {
                insert.setLong(1, set);
                insert.setInt(2, file.fileNumber());
                insert.setString(3, String.valueOf(file.fileType()));
                insert.setObject(4, file.guid());
                insert.setString(5, file.logicalName());
                insert.setString(6, file.physicalName());
                insert.setLong(7, file.sizeBytes());
                insert.setLong(8, file.backedUpBytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void encryptors(BackupRecord backup, long set) throws SQLException {
        if (backup.encryption().isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.backup_encryptor"
                + " (backup_set_id, slot, type, key_id, thumbprint, name) VALUES (?, ?, ?, ?, ?, ?)")) {
            int slot = 0;
            for (BackupRecord.Recipient recipient : backup.encryption().get().encryptors()) {
                slot++;
                insert.setLong(1, set);
                insert.setInt(2, slot);
                insert.setString(3, recipient.type());
                insert.setBytes(4, recipient.keyId());
                insert.setBytes(5, recipient.thumbprint());
                insert.setString(6, recipient.name());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** msdb shows NULL, not the empty string, for a text that was not given. */
    private static void setText(PreparedStatement statement, int index, String text) throws SQLException {
        statement.setString(index, text.isEmpty() ? null : text);
    }

    private static BigDecimal lsn(BigInteger value) {
        return new BigDecimal(value);
    }

    private static long only(PreparedStatement returning) throws SQLException {
        try (ResultSet rows = returning.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}

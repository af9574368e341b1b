package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** A master cluster out of a backup beside the one that runs; one transaction in each. Confined to both. */
final class RestoredMaster {

    /** Before the tables that refer to them. */
    private static final List<String> HISTORY = List.of(
            "media_set",
            "media_family",
            "backup_set",
            "backup_encryptor",
            "backup_file",
            "restore_history",
            "restore_file",
            "log_mark",
            "suspect_page");

    private final Connection restored;
    private final Connection own;

    RestoredMaster(Connection restored, Connection own) {
        this.restored = restored;
        this.own = own;
    }

    void adopt() throws SQLException, SqlError {
        keepTimelines();
        Optional<StoredServiceMasterKey> theirs = new ServerKeyRows(restored).serviceMasterKey();
        Optional<StoredServiceMasterKey> ours = new ServerKeyRows(own).serviceMasterKey();
        if (theirs.isPresent()
                && ours.isPresent()
                && theirs.get().keyId().equals(ours.get().keyId())) {
            new ServerKeyRows(restored).putServiceMasterKey(ours.get());
            try (PreparedStatement update = restored.prepareStatement("UPDATE coffer.instance SET instance_id = ?")) {
                update.setObject(1, MasterSchema.instanceId(own), java.sql.Types.OTHER);
                update.executeUpdate();
            }
        }
    }

    private void keepTimelines() throws SQLException {
        try (PreparedStatement select = own.prepareStatement("SELECT system_id, highest FROM coffer.timeline");
                ResultSet rows = select.executeQuery();
                PreparedStatement upsert = restored.prepareStatement("INSERT INTO coffer.timeline AS t (system_id,"
                        + " highest) VALUES (?, ?) ON CONFLICT (system_id)"
                        + " DO UPDATE SET highest = greatest(t.highest, excluded.highest)")) {
            while (rows.next()) {
                upsert.setString(1, rows.getString(1));
                upsert.setInt(2, rows.getInt(2));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    void copyHistory() throws SQLException {
        try (Statement statement = own.createStatement()) {
            statement.execute("TRUNCATE "
                    + String.join(
                            ", ",
                            HISTORY.stream().map(table -> "coffer." + table).toList()) + " CASCADE");
        }
        for (String table : HISTORY) {
            copy(table);
        }
        for (String key :
                List.of("media_set.media_set_id", "backup_set.backup_set_id", "restore_history.restore_history_id")) {
            String table = "coffer." + key.substring(0, key.indexOf('.'));
            String column = key.substring(key.indexOf('.') + 1);
            try (Statement statement = own.createStatement()) {
                statement.execute("SELECT setval(pg_get_serial_sequence('" + table + "', '" + column
                        + "'), coalesce((SELECT max(" + column + ") FROM " + table + "), 0) + 1, false)");
            }
        }
    }

    /** By the columns that this version has, whatever their order there; as a stream, since history may be long. */
    private void copy(String table) throws SQLException {
        String columns = columns(table);
        CopyManager from = restored.unwrap(PGConnection.class).getCopyAPI();
        CopyManager into = own.unwrap(PGConnection.class).getCopyAPI();
        CopyOut out = from.copyOut("COPY coffer." + table + " (" + columns + ") TO STDOUT");
        CopyIn in = into.copyIn("COPY coffer." + table + " (" + columns + ") FROM STDIN");
        boolean whole = false;
        try {
            for (byte[] part = out.readFromCopy(); part != null; part = out.readFromCopy()) {
                in.writeToCopy(part, 0, part.length);
            }
            in.endCopy();
            whole = true;
        } finally {
            if (!whole && in.isActive()) {
                in.cancelCopy();
            }
        }
    }

    private String columns(String table) throws SQLException {
        try (PreparedStatement select = own.prepareStatement("SELECT string_agg(attname, ', ' ORDER BY attnum)"
                + " FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped"
                + " AND attgenerated = ''")) {
            select.setString(1, "coffer." + table);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }
}

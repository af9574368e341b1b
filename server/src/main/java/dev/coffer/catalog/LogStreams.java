package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which databases have their log backed up every few seconds, and how far that has come. Thread-safe. */
public final class LogStreams {

    /** More are not looked after at once. */
    public static final int MOST = 1000;

    private static final int MAX_ERROR_CHARS = 2000;

    private final OwnerConnections master;

    LogStreams(OwnerConnections master) {
        this.master = master;
    }

    /**
     * Where its backups go.
     *
     * @param device the word DISK or URL
     * @param folder as the statement named it
     * @param remote the options that open a URL, with a comma before each; empty without
     * @param encryption the words ENCRYPTION (...); empty without
     */
    public record Target(String device, String folder, String remote, String encryption) {}

    /**
     * One of them.
     *
     * @param sealedUntil what was committed before is in a backup; empty before the first
     * @param behindBytes of log that was in none when it was last looked at
     */
    public record Stream(
            int databaseId, String database, Target target, Optional<Instant> sealedUntil, long behindBytes) {}

    /** Begins it, or changes where it goes. */
    public void put(int databaseId, Target target) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.log_stream AS s"
                    + " (database_id, device, folder, remote, encryption) VALUES (?, ?, ?, ?, ?)"
                    + " ON CONFLICT (database_id) DO UPDATE SET device = excluded.device, folder = excluded.folder,"
                    + " remote = excluded.remote, encryption = excluded.encryption")) {
                upsert.setInt(1, databaseId);
                upsert.setString(2, target.device());
                upsert.setString(3, target.folder());
                upsert.setString(4, target.remote());
                upsert.setString(5, target.encryption());
                return upsert.executeUpdate();
            }
        });
    }

    /** No error when there is none. */
    public void remove(int databaseId) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM coffer.log_stream WHERE database_id = ?")) {
                delete.setInt(1, databaseId);
                return delete.executeUpdate();
            }
        });
    }

    public List<Stream> all() throws SqlError {
        return master.transaction(connection -> {
            List<Stream> all = new ArrayList<>();
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT database_id, name, device, folder, remote,"
                                    + " encryption, sealed_until, behind_bytes FROM coffer.log_stream"
                                    + " JOIN coffer.database USING (database_id) ORDER BY database_id LIMIT " + MOST);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(new Stream(
                            rows.getInt("database_id"),
                            rows.getString("name"),
                            new Target(
                                    rows.getString("device"),
                                    rows.getString("folder"),
                                    rows.getString("remote"),
                                    rows.getString("encryption")),
                            rows.getObject("sealed_until") == null
                                    ? Optional.empty()
                                    : Optional.of(SqlTimes.read(rows, "sealed_until")),
                            rows.getLong("behind_bytes")));
                }
            }
            return List.copyOf(all);
        });
    }

    /** How far it has come, without an error. */
    public void reached(int databaseId, Instant sealedUntil, long behindBytes) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.log_stream SET sealed_until = ?,"
                    + " behind_bytes = ?, error = NULL WHERE database_id = ?")) {
                update.setObject(1, SqlTimes.toColumn(sealedUntil));
                update.setLong(2, behindBytes);
                update.setInt(3, databaseId);
                return update.executeUpdate();
            }
        });
    }

    /** Why it does not go on just now. */
    public void failed(int databaseId, String error) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE coffer.log_stream SET error = ? WHERE database_id = ?")) {
                update.setString(1, error.substring(0, Math.min(error.length(), MAX_ERROR_CHARS)));
                update.setInt(2, databaseId);
                return update.executeUpdate();
            }
        });
    }
}

package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;

/** When DBCC CHECKDB last found no error in each database, master and msdb among them. Thread-safe. */
public final class GoodChecks {

    private final OwnerConnections master;

    GoodChecks(OwnerConnections master) {
        this.master = master;
    }

    public void note(int databaseId, Instant end) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement upsert =
                    connection.prepareStatement("INSERT INTO coffer.good_check (database_id, checked_at) VALUES (?, ?)"
                            + " ON CONFLICT (database_id) DO UPDATE SET checked_at = excluded.checked_at")) {
                upsert.setInt(1, databaseId);
                upsert.setObject(2, SqlTimes.toColumn(end));
                return upsert.executeUpdate();
            }
        });
    }

    /** What was checked is there no more: the database is dropped, or what a backup held has taken its place. */
    static void forget(Connection connection, String name) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.good_check WHERE database_id ="
                + " (SELECT d.database_id FROM coffer.database d WHERE d.name_key = ?)")) {
            delete.setString(1, Databases.key(name));
            delete.executeUpdate();
        }
    }
}

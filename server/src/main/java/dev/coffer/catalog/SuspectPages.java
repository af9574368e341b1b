package dev.coffer.catalog;

import dev.coffer.engine.SuspectPage;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The pages that were found damaged, as msdb.dbo.suspect_pages shows them: the latest 1,000. Thread-safe. */
public final class SuspectPages {

    /** As in SQL Server. */
    private static final int MOST_ROWS = 1_000;

    private static final int DATA_FILE = 1;
    private static final int BAD_CHECKSUM = 2;
    private static final int RESTORED = 4;

    private final OwnerConnections master;

    SuspectPages(OwnerConnections master) {
        this.master = master;
    }

    /** A page that is listed already counts once more. */
    public void found(int databaseId, List<SuspectPage> pages, Instant now) throws SqlError {
        if (pages.isEmpty()) {
            return;
        }
        master.transaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.suspect_page AS s"
                    + " (database_id, file_id, page_id, event_type, error_count, updated_at)"
                    + " VALUES (?, ?, ?, ?, 1, ?) ON CONFLICT (database_id, file_id, page_id) DO UPDATE"
                    + " SET event_type = excluded.event_type, error_count = s.error_count + 1,"
                    + " updated_at = excluded.updated_at")) {
                for (SuspectPage page : pages) {
                    upsert.setInt(1, databaseId);
                    upsert.setInt(2, DATA_FILE);
                    upsert.setLong(3, page.number());
                    upsert.setInt(4, BAD_CHECKSUM);
                    upsert.setObject(5, SqlTimes.toColumn(now));
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
            return forgetOldest(connection);
        });
    }

    private static int forgetOldest(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM coffer.suspect_page"
                + " WHERE (database_id, file_id, page_id) IN (SELECT database_id, file_id, page_id"
                + " FROM coffer.suspect_page ORDER BY updated_at DESC, page_id OFFSET " + MOST_ROWS + ")")) {
            return delete.executeUpdate();
        }
    }

    /** All files of the database of that name are those of a backup now. */
    public void restored(String name, Instant now) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE coffer.suspect_page"
                    + " SET event_type = ?, updated_at = ? WHERE event_type = ?"
                    + " AND database_id = (SELECT database_id FROM coffer.database WHERE name = ?)")) {
                update.setInt(1, RESTORED);
                update.setObject(2, SqlTimes.toColumn(now));
                update.setInt(3, BAD_CHECKSUM);
                update.setString(4, name);
                return update.executeUpdate();
            }
        });
    }
}

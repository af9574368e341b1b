package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.time.Instant;

/** The marked transactions that msdb lists. Thread-safe. */
public final class LogMarks {

    private final OwnerConnections master;

    LogMarks(OwnerConnections master) {
        this.master = master;
    }

    /** A mark at the same place is of a database that was restored and went on from before it: it is replaced. */
    public void record(LogMark mark, Instant committedAt) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.log_mark (database_name,"
                    + " mark_name, description, user_name, lsn, marked_at) VALUES (?, ?, ?, ?, ?, ?)"
                    + " ON CONFLICT (database_name, lsn) DO UPDATE SET mark_name = excluded.mark_name,"
                    + " description = excluded.description, user_name = excluded.user_name,"
                    + " marked_at = excluded.marked_at")) {
                upsert.setString(1, mark.database());
                upsert.setString(2, mark.name());
                upsert.setString(3, mark.description().isEmpty() ? null : mark.description());
                upsert.setString(4, mark.userName());
                upsert.setBigDecimal(5, new BigDecimal(mark.lsn()));
                upsert.setObject(6, SqlTimes.toColumn(committedAt));
                return upsert.executeUpdate();
            }
        });
    }
}

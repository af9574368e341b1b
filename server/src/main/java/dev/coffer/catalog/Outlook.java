package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an operator wants watched: when databases were last backed up, and when certificates expire. Thread-safe. */
public final class Outlook {

    /** Lists are cut there: whoever watches needs no more. */
    private static final int MOST_ROWS = 1000;

    private final OwnerConnections master;

    Outlook(OwnerConnections master) {
        this.master = master;
    }

    /**
     * A user database and its last full backup that was no copy.
     *
     * @param finished empty when there is none
     */
    public record Backed(String database, Optional<Instant> finished) {}

    /** A certificate in master. */
    public record Expiry(String certificate, Instant expires) {}

    /** Every user database. */
    public List<Backed> backups() throws SqlError {
        return master.transaction(connection -> {
            List<Backed> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT d.name, (SELECT max(b.finished_at)"
                    + " FROM coffer.backup_set b WHERE lower(b.database_name) = lower(d.name) AND b.type = 'D'"
                    + " AND NOT b.is_copy_only AND b.database_created_at = d.created_at)"
                    + " FROM coffer.database d ORDER BY 1 LIMIT " + MOST_ROWS)) {
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(new Backed(
                                rows.getString(1),
                                Optional.ofNullable(rows.getObject(2, OffsetDateTime.class))
                                        .map(OffsetDateTime::toInstant)));
                    }
                }
            }
            return found;
        });
    }

    /** The certificates in master, which backups are encrypted for. */
    public List<Expiry> certificates() throws SqlError {
        return master.transaction(connection -> {
            List<Expiry> found = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "SELECT name, expires_at FROM coffer.certificate ORDER BY 1 LIMIT " + MOST_ROWS);
                    ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Expiry(
                            rows.getString(1),
                            rows.getObject(2, OffsetDateTime.class).toInstant()));
                }
            }
            return found;
        });
    }
}

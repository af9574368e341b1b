package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The schema of the master cluster: tables of master and msdb, and every server-wide view. */
final class MasterSchema {

    private static final SchemaSteps STEPS = new SchemaSteps(List.of(
            "keys-1.sql",
            "master-1.sql",
            "msdb-1.sql",
            "master-2.sql",
            "differential-1.sql",
            "master-3.sql",
            "master-4.sql",
            "msdb-2.sql",
            "media-1.sql",
            "chain-1.sql",
            "credential-1.sql",
            "expected-1.sql",
            "attached-1.sql",
            "configuration-2.sql",
            "stream-1.sql",
            "chain-2.sql",
            "files-1.sql",
            "read-only-1.sql",
            "good-check-1.sql",
            "configuration-3.sql",
            "keys-2.sql",
            "stream-2.sql",
            "standby-1.sql",
            "keys-3.sql"));
    private static final List<String> VIEWS =
            List.of("key.views", "master.views", "server.views", "sessions.views", "objects.views", "compat.views");

    private MasterSchema() {}

    static void install(Connection connection, Catalog.Settings settings) throws SQLException, SqlError {
        settings.helpers().install(connection);
        STEPS.install(connection);
        try (PreparedStatement upsert = connection.prepareStatement("INSERT INTO coffer.instance (instance_id,"
                + " server_name, folder, created_at) VALUES (?, ?, ?, ?) ON CONFLICT (singleton) DO UPDATE"
                + " SET server_name = excluded.server_name, folder = excluded.folder")) {
            upsert.setObject(1, UUID.randomUUID());
            upsert.setString(2, settings.serverName());
            upsert.setString(3, settings.folder().toString());
            upsert.setObject(4, SqlTimes.toColumn(settings.clock().instant()));
            upsert.executeUpdate();
        }
        try (PreparedStatement install = connection.prepareStatement(
                "UPDATE coffer.configuration SET value_in_use = value WHERE value_in_use <> value")) {
            install.executeUpdate();
        }
        ViewScript.read(VIEWS, HostWords.read()).install(connection, settings.helpers());
    }

    static Instant createdAt(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT created_at FROM coffer.instance");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return SqlTimes.read(rows, "created_at");
        }
    }

    static UUID instanceId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT instance_id FROM coffer.instance");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getObject(1, UUID.class);
        }
    }
}

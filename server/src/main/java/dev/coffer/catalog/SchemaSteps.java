package dev.coffer.catalog;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A schema as a list of scripts, each run once and in order. A step that was released is never edited: what changes
 * becomes the next step. Confined to the transaction that installs.
 */
final class SchemaSteps {

    private final List<String> scripts;

    /** @param scripts resources beside this class; the version of a schema is how many of them have run */
    SchemaSteps(List<String> scripts) {
        this.scripts = List.copyOf(scripts);
    }

    /** Brings the schema {@code coffer} up to date. */
    void install(Connection connection) throws SQLException, SqlError {
        int version = version(connection);
        if (version > scripts.size()) {
            throw Message.ENGINE_FAILED.error(
                    "the schema has version " + version + ", this server knows versions up to " + scripts.size());
        }
        for (String script : scripts.subList(version, scripts.size())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(text(script));
            }
        }
        if (version < scripts.size()) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE coffer.schema_version SET version = ?")) {
                update.setInt(1, scripts.size());
                update.executeUpdate();
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT to_regclass('coffer.schema_version') IS NOT NULL")) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return 0;
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT version FROM coffer.schema_version")) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    static String text(String script) {
        try (InputStream in = SchemaSteps.class.getResourceAsStream(script)) {
            if (in == null) {
                throw new IllegalStateException("The script " + script + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

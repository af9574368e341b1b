package dev.coffer.translate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The schema sys of helpers that translated statements lean on. */
public final class SysSchema {

    private SysSchema() {}

    /**
     * Installs it, unless it is there already.
     *
     * @param owner a connection of the database's owner, outside a transaction
     */
    public static void install(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(text());
        }
    }

    /** A column of a view, as PostgreSQL and clients know it. */
    public record Place(String schema, String view, String column) {}

    /**
     * Notes the T-SQL type of a view's column.
     *
     * @param type as in CREATE TABLE
     */
    public static void declare(Connection owner, Place place, String type) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute("COMMENT ON COLUMN " + Names.quoted(place.schema()) + "." + Names.quoted(place.view())
                    + "." + Names.quoted(place.column()) + " IS '" + type + "|" + place.column() + "'");
        }
    }

    private static String text() {
        try (InputStream resource = SysSchema.class.getResourceAsStream("sys.sql")) {
            if (resource == null) {
                throw new IllegalStateException("The resource sys.sql is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The resource sys.sql cannot be read", e);
        }
    }
}

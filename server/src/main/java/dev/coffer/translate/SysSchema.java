package dev.coffer.translate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The schema sys of helpers that translated statements lean on. */
public final class SysSchema {

    /** In order; the last one removes what none of them wrote. */
    private static final List<String> FILES = List.of(
            "sys.sql",
            "sys-convert.sql",
            "sys-format.sql",
            "sys-offset.sql",
            "sys-hash.sql",
            "sys-variant.sql",
            "sys-objects.sql",
            "sys-odbc.sql",
            "sys-sweep.sql");

    private SysSchema() {}

    /**
     * Installs it, unless this very text was installed before; the schema's comment tells.
     *
     * @param owner a connection of the database's owner
     */
    public static void install(Connection owner) throws SQLException {
        String text = text();
        String mark = "Coffer " + HexFormat.of().formatHex(sha256(text));
        if (mark.equals(installed(owner))) {
            return;
        }
        try (Statement statement = owner.createStatement()) {
            statement.execute(text);
            statement.execute("COMMENT ON SCHEMA sys IS '" + mark + "'");
        }
    }

    private static String installed(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT obj_description(to_regnamespace('sys'), 'pg_namespace')")) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** A view in PostgreSQL. */
    public record Place(String schema, String view) {}

    /**
     * Notes the T-SQL types of a view's columns.
     *
     * @param types as in CREATE TABLE, by the columns' names as clients know them
     */
    public static void declare(Connection owner, Place place, Map<String, String> types) throws SQLException {
        String view = Names.quoted(place.schema()) + "." + Names.quoted(place.view());
        StringBuilder comments = new StringBuilder();
        types.forEach((column, type) -> comments.append("COMMENT ON COLUMN ")
                .append(view)
                .append('.')
                .append(Names.quoted(column.toLowerCase(Locale.ROOT)))
                .append(" IS '")
                .append(type)
                .append('|')
                .append(column)
                .append("';"));
        try (Statement statement = owner.createStatement()) {
            statement.execute(comments.toString());
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** One text for one message to PostgreSQL: all of it is installed, or nothing. */
    private static String text() {
        StringBuilder all = new StringBuilder();
        for (String file : FILES) {
            try (InputStream resource = SysSchema.class.getResourceAsStream(file)) {
                if (resource == null) {
                    throw new IllegalStateException("The resource " + file + " is not in the jar");
                }
                all.append(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new IllegalStateException("The resource " + file + " cannot be read", e);
            }
        }
        return all.toString();
    }
}

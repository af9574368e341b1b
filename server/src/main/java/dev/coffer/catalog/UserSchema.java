package dev.coffer.catalog;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What the catalogue keeps in a user database's own cluster: its keys, and the views that show them. */
final class UserSchema {

    private static final SchemaSteps STEPS = new SchemaSteps(List.of("keys-1.sql", "keys-2.sql"));
    private static final List<String> VIEWS = List.of("key.views", "user.views", "objects.views", "compat.views");

    private UserSchema() {}

    static void install(Connection connection, Installation helpers) throws SQLException, SqlError {
        helpers.install(connection);
        STEPS.install(connection);
        ViewScript.read(VIEWS, Map.of()).install(connection, helpers);
    }

    /**
     * The same over what a restored database brought along: nothing in it is trusted, so helpers and views are written
     * anew whatever it says about their state, and nothing may run when its key rows are touched.
     */
    static void reinstall(Connection connection, Installation helpers) throws SQLException, SqlError {
        Map<String, String> before;
        try (Statement statement = connection.createStatement()) {
            ForeignCode.refuse(statement);
            before = ForeignCode.viewsAmongOurs(statement);
            requirePassive(statement);
            ForeignCode.settleRights(connection);
            if (exists(statement, "to_regnamespace('sys')")) {
                statement.execute("COMMENT ON SCHEMA sys IS NULL");
            }
            if (exists(statement, "to_regclass('coffer.schema_version')")) {
                statement.execute("UPDATE coffer.schema_version SET views_digest = NULL");
            }
        }
        install(connection, helpers);
        try (Statement statement = connection.createStatement()) {
            ForeignCode.dropStrangeViews(statement, before);
        }
    }

    private static void requirePassive(Statement statement) throws SQLException, SqlError {
        if (exists(
                statement,
                "(SELECT min(c.relname) FROM pg_class c WHERE c.relnamespace = to_regnamespace('coffer')"
                        + " AND (c.relkind NOT IN ('r', 'i', 'S') OR c.relhasrules OR c.relrowsecurity OR EXISTS"
                        + " (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal)))")) {
            throw Message.ENGINE_FAILED.error("the backup's key tables hold code that no backup of this server holds");
        }
    }

    private static boolean exists(Statement statement, String expression) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT " + expression + " IS NOT NULL")) {
            rows.next();
            return rows.getBoolean(1);
        }
    }
}

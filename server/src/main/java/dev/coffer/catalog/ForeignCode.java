package dev.coffer.catalog;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a restored database brings along that would run on behalf of somebody: nothing that statements of this server
 * make. A trusted signature says who wrote a backup, not that its database was never touched by other hands.
 */
final class ForeignCode {

    private static final int MOST_NAMED = 5;

    /** The owner may be any role that a backup brings along; what is users' becomes the users'. */
    private static final String REOWN = "SELECT format('ALTER TABLE %s OWNER TO coffer_app', c.oid::regclass)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND c.relowner <> 'coffer_app'::regrole"
            + " AND n.nspname NOT IN ('sys', 'coffer', 'pg_catalog', 'information_schema')"
            + " AND n.nspname NOT LIKE 'pg\\_%'";

    /** All in one statement, since one may look at another; null when there are none. */
    private static final String DROP_STRANGE_VIEWS =
            "SELECT 'DROP VIEW ' || string_agg(c.oid::regclass::text, ', ') FROM pg_class c"
                    + " JOIN pg_rewrite r ON r.ev_class = c.oid"
                    + " WHERE c.relkind = 'v' AND r.xmin <> pg_current_xact_id()::xid AND c.relnamespace IN"
                    + " (SELECT oid FROM pg_namespace WHERE nspname IN ('sys', '" + ViewScript.STANDARD_SCHEMA + "'))";

    /** Rights on what is ours; the installation grants again what it grants. */
    private static final List<String> REVOKED = List.of(
            "REVOKE ALL ON ALL TABLES IN SCHEMA coffer FROM PUBLIC, coffer_app",
            "REVOKE ALL ON ALL SEQUENCES IN SCHEMA coffer FROM PUBLIC, coffer_app",
            "REVOKE ALL ON SCHEMA coffer FROM PUBLIC, coffer_app");

    private ForeignCode() {}

    /**
     * Before anything is written: refuses what is not ours. It only reads, and reads nothing but PostgreSQL's catalog.
     *
     * @throws SqlError 49909 that names the first of it
     */
    static void refuse(Statement statement) throws SQLException, SqlError {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(SchemaSteps.text("foreign-code.sql"))) {
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2));
            }
        }
        if (!found.isEmpty()) {
            String named = String.join(", ", found.subList(0, Math.min(MOST_NAMED, found.size())));
            throw Message.ENGINE_FAILED
                    .error("the backup holds code that no database of this server holds: " + named
                            + (found.size() > MOST_NAMED ? ", ..." : "."))
                    .withHint("Do not use this backup.");
        }
    }

    /** After the installation, in its transaction: drops views among ours that it did not write. */
    static void dropStrangeViews(Statement statement) throws SQLException {
        for (String drop : texts(statement, DROP_STRANGE_VIEWS)) {
            statement.execute(drop);
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                String text = rows.getString(1);
                if (text != null) {
                    texts.add(text);
                }
            }
        }
        return texts;
    }

    /** Gives users' tables to users, and takes from users what is not theirs. */
    static void settleRights(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String change : texts(statement, REOWN)) {
                statement.execute(change);
            }
            try (ResultSet rows = statement.executeQuery("SELECT to_regnamespace('coffer') IS NOT NULL")) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    return;
                }
            }
            for (String change : REVOKED) {
                statement.execute(change);
            }
        }
    }
}

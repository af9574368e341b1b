package dev.coffer.catalog;

import dev.coffer.engine.ForeignCluster;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a restored database brings along that would run on behalf of somebody: nothing that statements of this server
 * make. A trusted signature says who wrote a backup, not that its database was never touched by other hands.
 */
final class ForeignCode {

    private static final int MOST_NAMED = 5;

    /** The owner may be any role that a backup brings along; what is users' becomes the users'. */
    private static final String REOWN = "SELECT format('ALTER TABLE %s OWNER TO coffer_app', c.oid::regclass)"
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.oid >= 12000 AND c.relkind IN ('r', 'p') AND c.relowner <> 'coffer_app'::regrole"
            + " AND n.nspname NOT IN ('sys', 'coffer', 'pg_catalog', 'information_schema')"
            + " AND n.nspname NOT LIKE 'pg\\_%'";

    /** Each view among ours with the version of its rule: whoever writes it anew makes another version. */
    private static final String VIEWS_AMONG_OURS = "SELECT c.oid::regclass::text, r.oid || ' ' || r.xmin"
            + " FROM pg_class c JOIN pg_rewrite r ON r.ev_class = c.oid JOIN pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE c.relkind = 'v' AND n.nspname IN ('sys', '" + ViewScript.STANDARD_SCHEMA + "')";

    /** What is ours belongs to the owner. A column's sequence follows its table. */
    private static final String REOWN_OURS = "SELECT format('ALTER TABLE %s OWNER TO CURRENT_USER', c.oid::regclass)"
            + " FROM pg_class c WHERE c.relkind = 'r' AND c.relowner <> current_user::regrole"
            + " AND c.relnamespace IN (to_regnamespace('sys'), to_regnamespace('coffer'))"
            + " UNION ALL SELECT format('ALTER SCHEMA %I OWNER TO CURRENT_USER', nspname) FROM pg_namespace"
            + " WHERE nspname IN ('sys', 'coffer', 'tsql_information_schema') AND nspowner <> current_user::regrole";

    /**
     * Takes back every right on the key tables, whoever granted it: REVOKE knows one grantor only. The installation
     * grants again what it grants.
     */
    private static final List<String> REVOKED = List.of(
            "UPDATE pg_attribute SET attacl = NULL WHERE attacl IS NOT NULL AND attrelid IN"
                    + " (SELECT oid FROM pg_class WHERE relnamespace = to_regnamespace('coffer'))",
            "UPDATE pg_class SET relacl = NULL WHERE relacl IS NOT NULL AND relnamespace = to_regnamespace('coffer')",
            "UPDATE pg_namespace SET nspacl = NULL WHERE nspacl IS NOT NULL AND nspname = 'coffer'");

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
            String what = "the backup holds code that no database of this server holds: " + named
                    + (found.size() > MOST_NAMED ? ", ..." : "");
            throw Message.ENGINE_FAILED
                    .error(what + (found.size() > MOST_NAMED ? "" : "."))
                    .withHint("Do not use this backup.")
                    .causedBy(new ForeignCluster(what));
        }
    }

    /** The views that stand among ours, with what tells whether they were written anew. */
    static Map<String, String> viewsAmongOurs(Statement statement) throws SQLException {
        Map<String, String> views = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(VIEWS_AMONG_OURS)) {
            while (rows.next()) {
                views.put(rows.getString(1), rows.getString(2));
            }
        }
        return views;
    }

    /**
     * After the installation, which writes all of ours anew: drops the others, at once, since one may look at another.
     *
     * @param before what stood there before it
     */
    static void dropStrangeViews(Statement statement, Map<String, String> before) throws SQLException {
        Set<Map.Entry<String, String>> same =
                new LinkedHashSet<>(viewsAmongOurs(statement).entrySet());
        same.retainAll(before.entrySet());
        if (!same.isEmpty()) {
            statement.execute("DROP VIEW "
                    + String.join(", ", same.stream().map(Map.Entry::getKey).toList()));
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
            for (String change : texts(statement, REOWN + " UNION ALL " + REOWN_OURS)) {
                statement.execute(change);
            }
            for (String change : REVOKED) {
                statement.execute(change);
            }
        }
    }
}

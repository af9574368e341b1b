package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.Integrity;
import dev.coffer.engine.Integrity.Damage;
import dev.coffer.engine.Integrity.Depth;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SuspectPage;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Every page's checksum, read as a backup reads it, and PostgreSQL's own amcheck for tables and B-trees. The extension
 * is made inside a transaction that is rolled back, so that nothing of it stays in the database. Confined to one
 * thread.
 */
final class IntegrityCheck {

    private static final String TABLES = "SELECT c.oid, n.nspname || '.' || c.relname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 't', 'm')"
            + " AND c.relpersistence = 'p' ORDER BY c.oid";
    private static final String INDEXES = "SELECT c.oid, n.nspname || '.' || c.relname FROM pg_class c"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am a ON a.oid = c.relam"
            + " JOIN pg_index i ON i.indexrelid = c.oid WHERE a.amname = 'btree' AND c.relkind = 'i'"
            + " AND c.relpersistence = 'p' AND i.indisready AND i.indisvalid ORDER BY c.oid";
    /** Under the names that their comments spell. */
    private static final String USERS_TABLES = "SELECT COALESCE(obj_description(c.oid, 'pg_class'), c.relname), c.oid,"
            + " c.oid::regclass::text, pg_relation_size(c.oid) / " + PageChecksum.PAGE_BYTES
            + " FROM pg_class c WHERE c.relnamespace = to_regnamespace('dbo')::oid AND c.relkind = 'r' ORDER BY 1";

    /** Made and gone in the same transaction. */
    private static final String SCHEMA = "coffer_check";

    private final HostedDatabase database;
    private final Cancellation cancellation;
    private final List<Damage> damages = new ArrayList<>();
    private final List<SuspectPage> suspects = new ArrayList<>();

    IntegrityCheck(HostedDatabase database, Cancellation cancellation) {
        this.database = database;
        this.cancellation = cancellation;
    }

    Integrity run(Depth depth) throws EngineException {
        long damagedPages = pages();
        try (Connection connection = database.connect(Role.OWNER, cancellation)) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                return check(connection, statement, depth, damagedPages);
            } finally {
                connection.rollback();
            }
        } catch (SQLException failed) {
            cancellation.check();
            throw new EngineException(
                    Kind.UNAVAILABLE, "The database cannot be checked, SQLSTATE " + failed.getSQLState(), failed);
        }
    }

    private Integrity check(Connection connection, Statement statement, Depth depth, long damagedPages)
            throws SQLException {
        Cancellation.Registration stopping = cancellation.onCancel(() -> cancel(statement));
        try {
            statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
            statement.execute("CREATE SCHEMA " + SCHEMA);
            statement.execute("CREATE EXTENSION amcheck SCHEMA " + SCHEMA);
            for (Relation table : relations(statement, TABLES)) {
                check(connection, table, "SELECT blkno, msg FROM " + SCHEMA + ".verify_heapam(?::oid::regclass)");
            }
            if (depth == Depth.FULL) {
                for (Relation index : relations(statement, INDEXES)) {
                    check(connection, index, "SELECT -1, " + SCHEMA + ".bt_index_parent_check(?::oid::regclass, true)");
                }
            }
            return new Integrity(tables(connection), damages, damagedPages, suspects);
        } finally {
            stopping.close();
        }
    }

    private long pages() throws EngineException {
        SnapshotOptions all = new SnapshotOptions(
                SnapshotOptions.OnDamage.CONTINUE,
                new SnapshotOptions.Whole(),
                SnapshotOptions.Log.AS_IT_IS,
                this::note);
        try (Snapshot snapshot = database.snapshot(all, cancellation)) {
            return snapshot.writeTo(OutputStream.nullOutputStream()).damagedPages();
        } catch (IOException failed) {
            throw new EngineException(Kind.UNAVAILABLE, "The pages cannot be read: " + FailureText.of(failed), failed);
        }
    }

    private record Relation(long oid, String name) {}

    private static List<Relation> relations(Statement statement, String text) throws SQLException {
        List<Relation> relations = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(text)) {
            while (rows.next()) {
                relations.add(new Relation(rows.getLong(1), rows.getString(2)));
            }
        }
        return relations;
    }

    /** What is damaged enough ends the function with an error; going back to the savepoint lets go of its locks. */
    private void check(Connection connection, Relation relation, String text) throws SQLException {
        cancellation.check();
        Savepoint before = connection.setSavepoint();
        try (PreparedStatement select = connection.prepareStatement(text)) {
            select.setLong(1, relation.oid());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String found = rows.getString(2);
                    if (found != null && !found.isEmpty()) {
                        note(new Damage(relation.name(), rows.getLong(1), found));
                    }
                }
            }
        } catch (SQLException broken) {
            cancellation.check();
            if (!isDamage(broken)) {
                throw broken;
            }
            note(new Damage(relation.name(), -1, String.valueOf(broken.getMessage())));
        } finally {
            connection.rollback(before);
        }
    }

    /** Class XX is internal errors: data and index corruption among them. */
    private static boolean isDamage(SQLException failure) {
        return String.valueOf(failure.getSQLState()).startsWith("XX");
    }

    private void note(Damage damage) {
        if (damages.size() < Integrity.MOST_DAMAGES) {
            damages.add(damage);
        }
    }

    private void note(SuspectPage page) {
        if (suspects.size() < Integrity.MOST_SUSPECTS) {
            suspects.add(page);
        }
    }

    /** A table that cannot be counted was named before. */
    private List<Integrity.Table> tables(Connection connection) throws SQLException {
        List<Integrity.Table> tables = new ArrayList<>();
        try (Statement list = connection.createStatement();
                ResultSet rows = list.executeQuery(USERS_TABLES)) {
            while (rows.next()) {
                cancellation.check();
                Savepoint before = connection.setSavepoint();
                try (Statement count = connection.createStatement();
                        ResultSet counted = count.executeQuery("SELECT count(*) FROM " + rows.getString(3))) {
                    counted.next();
                    tables.add(new Integrity.Table(
                            rows.getString(1), rows.getLong(2), counted.getLong(1), rows.getLong(4)));
                } catch (SQLException broken) {
                    if (!isDamage(broken)) {
                        throw broken;
                    }
                } finally {
                    connection.rollback(before);
                }
            }
        }
        return tables;
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException over) {
            // It ended by itself meanwhile.
            return;
        }
    }
}

package dev.coffer.translate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A constraint or unique index that was violated, as messages name it.
 *
 * @param name in its original spelling
 * @param own its table, and its column when it has one alone
 * @param referenced the same of what a foreign key references
 */
record FailedConstraint(String name, FailedPlace own, FailedPlace referenced) {

    private static final Logger LOG = LoggerFactory.getLogger(FailedConstraint.class);

    private static final String PLACE = "COALESCE(pg_catalog.obj_description(%1$s, 'pg_class'),"
            + " (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = %1$s)),"
            + " COALESCE((SELECT m.spelling FROM sys.column_meta m WHERE m.table_oid = %1$s AND m.attnum = (%2$s)[1]"
            + " AND pg_catalog.cardinality(%2$s) = 1), '')";

    private static final String FIND = "SELECT pg_catalog.obj_description(k.oid, 'pg_constraint'), "
            + String.format(PLACE, "k.conrelid", "k.conkey") + ", "
            + String.format(PLACE, "k.confrelid", "k.confkey")
            + " FROM pg_catalog.pg_constraint k WHERE k.conname = ?"
            + " AND k.conrelid = pg_catalog.to_regclass('dbo.' || pg_catalog.quote_ident(?))"
            + " UNION ALL SELECT pg_catalog.obj_description(x.indexrelid, 'pg_class'), "
            + String.format(PLACE, "x.indrelid", "'{}'::smallint[]") + ", NULL, NULL"
            + " FROM pg_catalog.pg_index x WHERE x.indexrelid = pg_catalog.to_regclass('dbo.'"
            + " || pg_catalog.quote_ident(?)) AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k"
            + " WHERE k.conindid = x.indexrelid)";

    /** The table that holds it. */
    String table() {
        return own.table();
    }

    /**
     * What cannot be found out, because the statement that would have made it failed, stays as it was written.
     *
     * @param table in PostgreSQL
     * @param constraint in PostgreSQL
     * @param written its name where the statement has one, otherwise PostgreSQL's
     */
    static FailedConstraint find(Connection connection, String table, String constraint, String written) {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, constraint);
            select.setString(2, table);
            select.setString(3, constraint);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return new FailedConstraint(
                            or(row, 1, written),
                            new FailedPlace(or(row, 2, table), or(row, 3, "")),
                            new FailedPlace(or(row, 4, table), or(row, 5, "")));
                }
            }
        } catch (SQLException gone) {
            LOG.debug("The names of a violated constraint could not be read", gone);
        }
        FailedPlace place = FailedPlace.find(connection, table, "");
        return new FailedConstraint(written, place, place);
    }

    private static String or(ResultSet row, int index, String otherwise) throws SQLException {
        String text = row.getString(index);
        return text == null ? otherwise : text;
    }
}

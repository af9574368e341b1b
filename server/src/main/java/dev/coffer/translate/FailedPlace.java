package dev.coffer.translate;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a constraint was violated, as messages name it.
 *
 * @param table in its original spelling
 * @param column in its original spelling
 */
record FailedPlace(String table, String column) {

    private static final Logger LOG = LoggerFactory.getLogger(FailedPlace.class);

    private static final String FIND = "SELECT pg_catalog.obj_description(c.oid, 'pg_class'),"
            + " (SELECT m.spelling FROM sys.column_meta m WHERE m.table_oid = c.oid AND m.column_name = ?)"
            + " FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass('dbo.' || pg_catalog.quote_ident(?))";

    private static final String OF_LENGTH = "SELECT min(spelling) FROM sys.column_meta"
            + " WHERE table_oid = pg_catalog.to_regclass('dbo.' || pg_catalog.quote_ident(?))"
            + " AND declared_type ILIKE ? HAVING count(*) = 1";

    /**
     * The one column that holds texts of that length, where there is one: PostgreSQL names none when a text is too
     * long.
     *
     * @param length in digits
     */
    static String onlyColumn(Connection connection, String table, String length) {
        try (PreparedStatement select = connection.prepareStatement(OF_LENGTH)) {
            select.setString(1, table);
            select.setString(2, "%char(" + length + ")");
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? or(row.getString(1), "") : "";
            }
        } catch (SQLException gone) {
            LOG.debug("The column of a text that was too long could not be read", gone);
            return "";
        }
    }

    /** Names as PostgreSQL has them; what cannot be found out keeps them. */
    static FailedPlace find(Connection connection, String table, String column) {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setString(1, column);
            select.setString(2, table);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return new FailedPlace(or(row.getString(1), table), or(row.getString(2), column));
                }
            }
        } catch (SQLException gone) {
            LOG.debug("The names of a violated constraint could not be read", gone);
        }
        return new FailedPlace(table, column);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}

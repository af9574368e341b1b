package dev.coffer.command;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Columns of a table that INSERT can fill, in their order.
 *
 * @param table in its original spelling
 * @param names lower case, as PostgreSQL has them; none when there is no such table
 * @param identity the one that numbers itself
 * @param defaulted those that have a value of their own when none is given, the identity among them
 */
record TableColumns(String table, List<String> names, Optional<String> identity, Set<String> defaulted) {

    private static final String SELECT = "SELECT a.attname, a.attidentity <> '', a.atthasdef,"
            + " COALESCE(pg_catalog.obj_description(a.attrelid, 'pg_class'), ?) FROM pg_catalog.pg_attribute a"
            + " WHERE a.attrelid = pg_catalog.to_regclass(? || '.' || pg_catalog.quote_ident(?))"
            + " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum";

    TableColumns {
        names = List.copyOf(names);
        defaulted = Set.copyOf(defaulted);
    }

    /** @param written the table's name without its schema */
    static TableColumns read(Connection connection, String written) throws SQLException {
        List<String> names = new ArrayList<>();
        String table = written;
        String identity = null;
        Set<String> defaulted = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, written);
            select.setString(2, TemporaryTables.is(written) ? "pg_temp" : "dbo");
            select.setString(3, written.toLowerCase(Locale.ROOT));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                    identity = rows.getBoolean(2) ? rows.getString(1) : identity;
                    if (rows.getBoolean(2) || rows.getBoolean(3)) {
                        defaulted.add(rows.getString(1));
                    }
                    table = rows.getString(4);
                }
            }
        }
        return new TableColumns(table, names, Optional.ofNullable(identity), defaulted);
    }

    /** All but the identity. */
    List<String> unnumbered() {
        return names.stream()
                .filter(name -> !identity.equals(Optional.of(name)))
                .toList();
    }
}

package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Types that the columns of tables and views were declared with. */
@FunctionalInterface
public interface ColumnTypes {

    /** Nothing is known of any table. */
    ColumnTypes NONE = table -> Map.of();

    /** By name in lower case; empty when the table is not known. */
    Map<String, SqlType> of(Reference table) throws SQLException;

    /** Reads them where they are kept. */
    static Map<String, SqlType> read(ResultShape.Source source) throws SQLException {
        Map<String, SqlType> types = new HashMap<>();
        read(source.connection(), Names.quoted(source.schema()) + "." + Names.quoted(source.table()))
                .forEach((name, declared) -> types.put(name, declared.type()));
        return types;
    }

    /** @param table its whole name in PostgreSQL, quoted */
    static Map<String, Declared> read(Connection connection, String table) throws SQLException {
        Map<String, Declared> columns = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT column_name, declared_type, spelling"
                + " FROM sys.column_meta WHERE table_oid = pg_catalog.to_regclass(?)")) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.put(
                            rows.getString(1), new Declared(SqlTypes.declared(rows.getString(2)), rows.getString(3)));
                }
            }
        }
        return columns;
    }

    /** A column's type and name as CREATE TABLE has them. */
    record Declared(SqlType type, String spelling) {}
}

package dev.coffer.app;

import dev.coffer.catalog.DeclaredColumn;
import dev.coffer.catalog.Installation;
import dev.coffer.translate.SysSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the helpers of translated statements, and the declared types of the catalogue's views, into every cluster. */
final class SystemSchema implements Installation {

    @Override
    public void install(Connection connection) throws SQLException {
        SysSchema.install(connection);
    }

    @Override
    public void declare(Connection connection, String schema, String view, List<DeclaredColumn> columns)
            throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        SysSchema.declare(connection, new SysSchema.Place(schema, view), types);
    }
}

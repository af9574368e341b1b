package dev.coffer.app;

import dev.coffer.catalog.DeclaredColumn;
import dev.coffer.catalog.Installation;
import dev.coffer.translate.SysSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Puts the helpers of translated statements, and the declared types of the catalogue's views, into every cluster. */
final class SystemSchema implements Installation {

    @Override
    public void install(Connection connection) throws SQLException {
        SysSchema.install(connection);
    }

    @Override
    public void declare(Connection connection, String schema, String view, List<DeclaredColumn> columns)
            throws SQLException {
        for (DeclaredColumn column : columns) {
            SysSchema.declare(connection, new SysSchema.Place(schema, view, column.name()), column.type());
        }
    }
}

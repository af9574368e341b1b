package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What another room keeps in every cluster: the {@code sys} helpers and the declared types of columns. */
@FunctionalInterface
public interface Installation {

    /**
     * Installs what is missing, before the catalogue puts its views there. Idempotent.
     *
     * @param connection of the owner, inside the catalogue's transaction; not committed or closed here
     */
    void install(Connection connection) throws SQLException;

    /**
     * Notes the declared types of a view that the catalogue has just created.
     *
     * @param connection of the owner, inside the catalogue's transaction; not committed or closed here
     * @param schema sys or msdb_dbo
     * @param view its name
     * @param columns in order
     */
    default void declare(Connection connection, String schema, String view, List<DeclaredColumn> columns)
            throws SQLException {}
}

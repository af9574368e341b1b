package dev.coffer.catalog;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Installs what another room keeps in every cluster (the {@code sys} helpers), before the catalogue puts its views
 * there. Idempotent.
 */
@FunctionalInterface
public interface Installation {

    /** @param connection of the owner, inside the catalogue's transaction; not committed or closed here */
    void install(Connection connection) throws SQLException;
}

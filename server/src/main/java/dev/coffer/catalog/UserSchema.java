package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the catalogue keeps in a user database's own cluster: its keys, and the views that show them. */
final class UserSchema {

    private static final SchemaSteps STEPS = new SchemaSteps(List.of("keys-1.sql"));
    private static final List<String> VIEWS = List.of("key.views", "user.views");

    private UserSchema() {}

    static void install(Connection connection, Installation helpers) throws SQLException, SqlError {
        helpers.install(connection);
        STEPS.install(connection);
        ViewScript.read(VIEWS).install(connection, helpers);
    }
}

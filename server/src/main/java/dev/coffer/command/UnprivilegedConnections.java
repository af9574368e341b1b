package dev.coffer.command;

import dev.coffer.command.DatabaseDirectory.Place;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;

/** Opens the connections that sessions work with: of a role without privileges, and told where they are. */
final class UnprivilegedConnections {

    private static final String TOO_MANY_CONNECTIONS = "53300";

    /** About two seconds for a full engine. */
    private static final int MOST_TRIES = 20;

    private static final long BETWEEN_TRIES_NANOS = 100_000_000;

    /**
     * Users' schema is not on the path, and temporary tables come last: a table makes a type of its own name, and one
     * called Date would stand for the type date. Translated statements name the schema of every table.
     */
    private static final String PREPARATION = "SELECT"
            + " pg_catalog.set_config('search_path', 'sys, pg_catalog, pg_temp', false),"
            + " pg_catalog.set_config('coffer.database', ?, false),"
            + " pg_catalog.set_config('coffer.data_path', ?, false),"
            + " pg_catalog.set_config('coffer.log_path', ?, false),"
            + " pg_catalog.set_config('coffer.last_identity', ?, false),"
            + " pg_catalog.set_config('default_transaction_read_only', ?, false)";

    private final RestingConnections resting;

    /** @param resting gives connections back when the engine has none left */
    UnprivilegedConnections(RestingConnections resting) {
        this.resting = resting;
    }

    /**
     * Opens one and tells it where it is; to be closed by the caller.
     *
     * @param options beside the initial ones
     * @param lastIdentity what SCOPE_IDENTITY() answers on it; empty for NULL
     * @param cancellation ends the wait for the database's start
     */
    Connection open(Place place, EngineOptions options, String lastIdentity, Cancellation cancellation)
            throws SqlError {
        try {
            Connection connection = connected(place, cancellation);
            try {
                prepare(connection, place, lastIdentity);
                if (!options.equals(EngineOptions.INITIAL)) {
                    options.apply(connection);
                }
                return connection;
            } catch (SQLException failed) {
                connection.close();
                throw failed;
            }
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        } catch (SQLException failed) {
            throw Message.ENGINE_FAILED
                    .error("the database '" + place.name() + "' refused a connection, SQLSTATE" + " "
                            + failed.getSQLState())
                    .causedBy(failed);
        }
    }

    /** Sessions that rest give way to one that works; the engine takes a moment to notice. */
    private Connection connected(Place place, Cancellation cancellation) throws EngineException, SQLException {
        for (int tries = 1; true; tries++) {
            try {
                return place.hosted().connect(Role.UNPRIVILEGED, cancellation);
            } catch (SQLException full) {
                if (!TOO_MANY_CONNECTIONS.equals(full.getSQLState()) || tries == MOST_TRIES) {
                    throw full;
                }
                cancellation.check();
                resting.releaseAll();
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }

    /**
     * Which names stand unqualified, and what the views of the catalogue show of the database, which does not know its
     * own name.
     */
    private static void prepare(Connection connection, Place place, String lastIdentity) throws SQLException {
        DatabaseHome home = place.hosted().home();
        try (PreparedStatement statement = connection.prepareStatement(PREPARATION)) {
            statement.setString(1, place.name());
            statement.setString(2, home.dataFolder().toString());
            statement.setString(3, home.logFolder().toString());
            statement.setString(4, lastIdentity);
            statement.setString(5, place.isReadOnly() ? "on" : "off");
            statement.execute();
        }
    }
}

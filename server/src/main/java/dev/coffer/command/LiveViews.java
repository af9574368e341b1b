package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/**
 * Views whose rows are those of the running instance, not of a table: a setting of the connection to master brings the
 * rows as JSON, and the views of {@code sessions.views} read it. Written anew for each statement that names one.
 */
final class LiveViews {

    private static final Set<String> NAMES =
            Set.of("dm_exec_sessions", "dm_exec_connections", "dm_exec_requests", "sysprocesses");

    private LiveViews() {}

    static boolean isAmong(Collection<Reference> views) {
        return views.stream().anyMatch(view -> view.engineSchema().equals("sys") && NAMES.contains(view.object()));
    }

    /** Whether a query in the engine's words reads one. */
    static boolean isIn(String text) {
        return NAMES.stream().anyMatch(name -> text.contains("sys." + name));
    }

    /** Brings the rows of this moment to a connection to master. */
    static void fill(Connection master, Caller caller) throws SqlError {
        caller.state().activity().note(caller.state(), caller.connections());
        try (PreparedStatement set =
                master.prepareStatement("SELECT pg_catalog.set_config('coffer.sessions', ?, false)")) {
            set.setString(1, SessionsAsJson.write(caller.sessions().all()));
            set.execute();
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the sessions could not be listed, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

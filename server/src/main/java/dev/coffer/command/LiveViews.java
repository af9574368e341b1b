package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Views that show the running instance, not a table: a setting of the connection brings the sessions, or the sizes of
 * the databases, as JSON, and the views read it. Written anew for each statement that names one.
 */
final class LiveViews {

    /** The view with the texts of statements. */
    private static final String TEXTS = "dm_session_texts";

    private static final Set<String> NAMES =
            Set.of("dm_exec_sessions", "dm_exec_connections", "dm_exec_requests", "sysprocesses", TEXTS);

    /** Views with sizes of databases. */
    private static final Set<String> SIZED = Set.of("master_files", "database_files");

    private LiveViews() {}

    /** Brings what the views among them show to the connection that reads them. */
    static void fill(Collection<Reference> views, Connection connection, Caller caller) throws SqlError {
        if (isAmong(views, NAMES)) {
            List<SessionRow> sessions = fill(connection, caller);
            if (isAmong(views, Set.of(TEXTS))) {
                set("coffer.texts", SessionsAsJson.texts(sessions), connection, caller);
            }
        }
        if (isAmong(views, SIZED)) {
            fillSizes(connection, caller);
        }
    }

    /** The same for a query in the engine's words. */
    static void fill(String text, Connection connection, Caller caller) throws SqlError {
        if (NAMES.stream().anyMatch(name -> text.contains("sys." + name))) {
            fill(connection, caller);
        }
        if (SIZED.stream().anyMatch(name -> text.contains("sys." + name))) {
            fillSizes(connection, caller);
        }
    }

    private static boolean isAmong(Collection<Reference> views, Set<String> names) {
        return views.stream().anyMatch(view -> view.engineSchema().equals("sys") && names.contains(view.object()));
    }

    private static List<SessionRow> fill(Connection connection, Caller caller) throws SqlError {
        caller.state().activity().note(caller.state(), caller.connections());
        List<SessionRow> sessions = caller.sessions().all();
        set("coffer.sessions", SessionsAsJson.write(sessions), connection, caller);
        return sessions;
    }

    private static void fillSizes(Connection connection, Caller caller) throws SqlError {
        set("coffer.sizes", caller.sizes().asJson(), connection, caller);
    }

    private static void set(String setting, String json, Connection connection, Caller caller) throws SqlError {
        try (PreparedStatement set = connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
            set.setString(1, setting);
            set.setString(2, json);
            set.execute();
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("what the instance does could not be listed, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }
}

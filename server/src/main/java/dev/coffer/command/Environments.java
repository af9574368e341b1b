package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.Environment;
import dev.coffer.translate.SessionValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** What a statement's functions and system variables show. */
final class Environments {

    private static final String VERSION = "Coffer " + HeaderOnlyRows.VERSION_MAJOR + "." + HeaderOnlyRows.VERSION_MINOR
            + "." + HeaderOnlyRows.VERSION_BUILD + ".0 (X64) \n\tEncrypted backups on PostgreSQL";

    private Environments() {}

    static Environment of(Caller caller, ServerNames names) {
        return new Environment(
                caller.database(),
                caller.login(),
                names.serverName(),
                VERSION,
                caller.state().rowCount(),
                () -> databases(caller),
                new Environment.Host(
                        names.machineName(),
                        HeaderOnlyRows.VERSION_MAJOR,
                        HeaderOnlyRows.VERSION_MINOR,
                        HeaderOnlyRows.VERSION_BUILD,
                        new Environment.Places(
                                names.folders().backups().toString(),
                                names.folders().databases() + "/",
                                names.folders().errorLog().toString())),
                caller.state().client(),
                new SessionValues(
                        caller.variables().types(),
                        KnownValues.all(caller.state(), caller.variables().cursors())));
    }

    private static Map<Integer, String> databases(Caller caller) throws SqlError {
        Map<Integer, String> databases = new TreeMap<>();
        try (Statement select = caller.connections().master().createStatement();
                ResultSet rows = select.executeQuery("SELECT database_id, name FROM sys.databases")) {
            while (rows.next()) {
                databases.put(rows.getInt(1), rows.getString(2));
            }
        } catch (SQLException failed) {
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the databases could not be listed, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
        return databases;
    }
}

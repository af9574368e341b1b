package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import dev.coffer.result.Client;
import java.util.Map;

/**
 * What a statement can ask about its session: database, login and server names, and the text of @@VERSION.
 *
 * @param host the server's program and machine
 * @param client who asks
 * @param values what the session's state gives besides
 */
public record Environment(
        String database,
        String login,
        String serverName,
        String version,
        long rowCount,
        Databases databases,
        Host host,
        Client client,
        SessionValues values) {

    /** The instance's databases as sys.databases lists them; asked for only where a statement needs them. */
    @FunctionalInterface
    public interface Databases {
        Map<Integer, String> byId() throws SqlError;
    }

    /**
     * Where files go that are given no folder.
     *
     * @param databases with a stroke at its end
     */
    public record Places(String backups, String databases, String errorLog) {}

    /**
     * The version's parts and the machine.
     *
     * @param major of SQL Server's version that is spoken, as are the two behind it
     */
    public record Host(String machineName, int major, int minor, int build, Places places) {

        /** As {@code 16.0.1000.0}. */
        String productVersion() {
            return major + "." + minor + "." + build + ".0";
        }
    }
}

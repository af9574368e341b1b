package dev.coffer.translate;

import dev.coffer.errors.SqlError;
import java.util.Map;

/** What a statement can ask about its session: database, login and server names, and the text of @@VERSION. */
public record Environment(
        String database, String login, String serverName, String version, long rowCount, Databases databases) {

    /** The instance's databases as sys.databases lists them; asked for only where a statement needs them. */
    @FunctionalInterface
    public interface Databases {
        Map<Integer, String> byId() throws SqlError;
    }
}

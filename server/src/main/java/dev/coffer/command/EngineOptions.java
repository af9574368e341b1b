package dev.coffer.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What of a session's options the engine itself keeps: how long it waits for locks, and how it isolates. */
final class EngineOptions {

    private static final int FOREVER = -1;

    /** SQL Server's 0 waits not at all; the engine's shortest wait is this. */
    private static final int SHORTEST_MILLIS = 1;

    /** The engine isolates better than the first two ask for; what it calls REPEATABLE READ is a snapshot. */
    private static final Map<String, String> LEVELS = Map.of(
            "READ UNCOMMITTED", "read committed",
            "READ COMMITTED", "read committed",
            "REPEATABLE READ", "repeatable read",
            "SNAPSHOT", "repeatable read",
            "SERIALIZABLE", "serializable");

    private EngineOptions() {}

    static boolean knowsLevel(String isolation) {
        return LEVELS.containsKey(isolation);
    }

    /** On a connection without an open transaction. */
    static void apply(Connection connection, SessionOptions options) throws SQLException {
        int millis = options.number("LOCK_TIMEOUT");
        int engineMillis = millis == FOREVER ? 0 : Math.max(SHORTEST_MILLIS, millis);
        String level = LEVELS.getOrDefault(options.value("TRANSACTION ISOLATION LEVEL"), "read committed");
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET lock_timeout = " + engineMillis + "; SET default_transaction_isolation = '" + level + "'");
        }
    }
}

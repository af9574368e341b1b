package dev.coffer.command;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What of a session's options the engine itself keeps.
 *
 * @param lockMillis how long it waits for a lock; 0 for ever
 * @param isolation the level of transactions, in PostgreSQL's words
 */
record EngineOptions(int lockMillis, String isolation) {

    private static final int FOREVER = -1;

    /** SQL Server's 0 waits not at all; the engine's shortest wait is this. */
    private static final int SHORTEST_MILLIS = 1;

    /** Of a connection that was never told otherwise. */
    static final EngineOptions INITIAL = of(SessionOptions.INITIAL);

    static EngineOptions of(SessionOptions options) {
        int millis = options.number("LOCK_TIMEOUT");
        return new EngineOptions(
                millis == FOREVER ? 0 : Math.max(SHORTEST_MILLIS, millis),
                level(options.value("TRANSACTION ISOLATION LEVEL")));
    }

    /** The engine isolates better than the lower two ask for; what it calls REPEATABLE READ is a snapshot. */
    private static String level(String written) {
        return switch (written) {
            case "REPEATABLE READ", "SNAPSHOT" -> "repeatable read";
            case "SERIALIZABLE" -> "serializable";
            default -> "read committed";
        };
    }

    /** On a connection without an open transaction. */
    void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET lock_timeout = " + lockMillis + "; SET default_transaction_isolation = '" + isolation + "'");
        }
    }
}

package dev.coffer.command;

import dev.coffer.result.Client;
import dev.coffer.tsql.StatementText;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One session at one moment, as sys.dm_exec_sessions and its like show it. Of a statement's text there is in it what
 * {@link StatementText} shows.
 *
 * @param connection a name of its own, for sys.dm_exec_connections
 * @param transaction number of the open transaction; 0 without one
 * @param rowCount of the last statement, as @@ROWCOUNT shows it
 * @param error of the last statement, as @@ERROR shows it
 * @param lastEnd empty before the first request has ended
 * @param cpuMillis of its requests in this process, the running one's not included; without the engine's share
 * @param killed KILL has ended it, and it is still on its way out
 */
public record SessionRow(
        int sessionId,
        Client client,
        String login,
        Instant loginTime,
        UUID connection,
        String database,
        SessionOptions options,
        int transactionCount,
        long transaction,
        long rowCount,
        int error,
        Instant lastStart,
        Optional<Instant> lastEnd,
        long cpuMillis,
        long elapsedMillis,
        boolean killed,
        Written written,
        Optional<Request> request) {

    /**
     * The statement that it runs, or ran last.
     *
     * @param handle its name for sys.dm_exec_sql_text, in hexadecimal digits
     */
    public record Written(String handle, StatementText text) {}

    /**
     * What it does just now.
     *
     * @param command the statement's first words
     * @param waitType what it waits for; empty when it works
     * @param donePercent of a backup or restore, 0 to 100; 0 for all else
     * @param leftMillis an estimate from the speed so far; 0 where there is none
     * @param level how deep the batch is nested
     */
    public record Request(
            Instant start,
            long elapsedMillis,
            String command,
            String waitType,
            long waitMillis,
            double donePercent,
            long leftMillis,
            int level) {}
}

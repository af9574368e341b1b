package dev.coffer.tsql;

/**
 * {@code DBCC TRACESTATUS [([flag [, flag]...] [, -1])] [WITH NO_INFOMSGS]}
 *
 * @param flags none: all that are on
 * @see <a href="https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-tracestatus-transact-sql">DBCC
 *     TRACESTATUS</a>
 */
public record DbccTraceStatus(Position position, TraceFlags flags) implements Statement {
    @Override
    public String words() {
        return "DBCC TRACESTATUS";
    }
}

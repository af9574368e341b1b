package dev.coffer.tsql;

/**
 * {@code DBCC TRACEOFF (flag [, flag]... [, -1]) [WITH NO_INFOMSGS]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-traceoff-transact-sql">DBCC TRACEOFF</a>
 */
public record DbccTraceOff(Position position, TraceFlags flags) implements Statement {
    @Override
    public String words() {
        return "DBCC TRACEOFF";
    }
}

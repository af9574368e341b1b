package dev.coffer.tsql;

/**
 * {@code DBCC TRACEON (flag [, flag]... [, -1]) [WITH NO_INFOMSGS]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/database-console-commands/dbcc-traceon-transact-sql">DBCC TRACEON</a>
 */
public record DbccTraceOn(Position position, TraceFlags flags) implements Statement {
    @Override
    public String words() {
        return "DBCC TRACEON";
    }
}

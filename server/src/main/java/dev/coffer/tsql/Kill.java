package dev.coffer.tsql;

/**
 * {@code KILL session [WITH STATUSONLY]}
 *
 * @param sessionId as it was written
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/kill-transact-sql">KILL</a>
 */
public record Kill(Position position, long sessionId, Purpose purpose) implements Statement {
    @Override
    public String words() {
        return "KILL";
    }

    /** Whether the session ends or its end is only asked about. */
    public enum Purpose {
        END,
        STATUS_ONLY
    }
}

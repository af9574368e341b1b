package dev.coffer.tsql;

/**
 * {@code SHUTDOWN [WITH NOWAIT]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/shutdown-transact-sql">SHUTDOWN</a>
 */
public record Shutdown(Position position, Patience patience) implements Statement {
    @Override
    public String words() {
        return "SHUTDOWN";
    }

    /** Whether running statements of other sessions are waited for. */
    public enum Patience {
        FOR_OTHERS,
        NONE
    }
}

package dev.coffer.tsql;

/**
 * {@code CHECKPOINT [seconds]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/checkpoint-transact-sql">CHECKPOINT</a>
 */
public record Checkpoint(Position position) implements Statement {
    @Override
    public String words() {
        return "CHECKPOINT";
    }
}

package dev.coffer.tsql;

/**
 * {@code DROP CREDENTIAL name}.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-credential-transact-sql">DROP CREDENTIAL</a>
 */
public record DropCredential(Position position, Name name) implements Statement {
    @Override
    public String words() {
        return "DROP CREDENTIAL";
    }
}

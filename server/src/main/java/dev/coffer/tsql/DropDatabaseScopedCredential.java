package dev.coffer.tsql;

/**
 * {@code DROP DATABASE SCOPED CREDENTIAL name}.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/drop-database-scoped-credential-transact-sql">DROP
 *     DATABASE SCOPED CREDENTIAL</a>
 */
public record DropDatabaseScopedCredential(Position position, Name name) implements Statement {
    @Override
    public String words() {
        return "DROP DATABASE SCOPED CREDENTIAL";
    }
}

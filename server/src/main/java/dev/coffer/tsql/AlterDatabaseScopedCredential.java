package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code ALTER DATABASE SCOPED CREDENTIAL name WITH IDENTITY = 'identity' [, SECRET = 'secret']}: both are overwritten,
 * a secret that is left out is gone.
 *
 * @see <a
 *     href="https://learn.microsoft.com/sql/t-sql/statements/alter-database-scoped-credential-transact-sql">ALTER
 *     DATABASE SCOPED CREDENTIAL</a>
 */
public record AlterDatabaseScopedCredential(Position position, Name name, Text identity, Optional<Secret> secret)
        implements Statement {
    @Override
    public String words() {
        return "ALTER DATABASE SCOPED CREDENTIAL";
    }

    @Override
    public List<Secret> secrets() {
        return secret.stream().toList();
    }
}

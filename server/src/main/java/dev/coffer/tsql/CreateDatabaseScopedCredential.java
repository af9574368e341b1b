package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE DATABASE SCOPED CREDENTIAL name WITH IDENTITY = 'identity' [, SECRET = 'secret']}: in the current
 * database.
 *
 * @see <a
 *     href="https://learn.microsoft.com/sql/t-sql/statements/create-database-scoped-credential-transact-sql">CREATE
 *     DATABASE SCOPED CREDENTIAL</a>
 */
public record CreateDatabaseScopedCredential(Position position, Name name, Text identity, Optional<Secret> secret)
        implements Statement {
    @Override
    public String words() {
        return "CREATE DATABASE SCOPED CREDENTIAL";
    }

    @Override
    public List<Secret> secrets() {
        return secret.stream().toList();
    }
}

package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE CREDENTIAL name WITH IDENTITY = 'identity' [, SECRET = 'secret']}.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-credential-transact-sql">CREATE CREDENTIAL</a>
 */
public record CreateCredential(Position position, Name name, Text identity, Optional<Secret> secret)
        implements Statement {
    @Override
    public String words() {
        return "CREATE CREDENTIAL";
    }

    @Override
    public List<Secret> secrets() {
        return secret.stream().toList();
    }
}

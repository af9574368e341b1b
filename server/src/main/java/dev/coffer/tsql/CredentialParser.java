package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.Optional;

/** Statements about credentials. They take literals only, never variables; IDENTITY comes first. */
final class CredentialParser {

    private final TokenReader tokens;

    CredentialParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind CREATE CREDENTIAL. */
    Statement create(Position start) throws SqlError {
        Name name = tokens.name();
        Text identity = identity();
        Optional<Secret> secret = secret();
        if (tokens.at("FOR", "CRYPTOGRAPHIC")) {
            secret.ifPresent(Secret::close);
            throw tokens.notSupported("CREATE CREDENTIAL FOR CRYPTOGRAPHIC PROVIDER", tokens.position());
        }
        return new CreateCredential(start, name, identity, secret);
    }

    /** Behind ALTER CREDENTIAL. */
    Statement alter(Position start) throws SqlError {
        Name name = tokens.name();
        Text identity = identity();
        return new AlterCredential(start, name, identity, secret());
    }

    /** Behind DROP CREDENTIAL. */
    Statement drop(Position start) throws SqlError {
        return new DropCredential(start, tokens.name());
    }

    /** Behind CREATE DATABASE SCOPED CREDENTIAL. */
    Statement createScoped(Position start) throws SqlError {
        Name name = tokens.name();
        Text identity = identity();
        return new CreateDatabaseScopedCredential(start, name, identity, secret());
    }

    /** Behind ALTER DATABASE SCOPED CREDENTIAL. */
    Statement alterScoped(Position start) throws SqlError {
        Name name = tokens.name();
        Text identity = identity();
        return new AlterDatabaseScopedCredential(start, name, identity, secret());
    }

    /** Behind DROP DATABASE SCOPED CREDENTIAL. */
    Statement dropScoped(Position start) throws SqlError {
        return new DropDatabaseScopedCredential(start, tokens.name());
    }

    private Text identity() throws SqlError {
        tokens.expect("WITH", "IDENTITY");
        tokens.expectSign("=");
        return tokens.text();
    }

    private Optional<Secret> secret() throws SqlError {
        if (!tokens.takeSign(",")) {
            return Optional.empty();
        }
        tokens.expect("SECRET");
        tokens.expectSign("=");
        return Optional.of(tokens.secret());
    }
}

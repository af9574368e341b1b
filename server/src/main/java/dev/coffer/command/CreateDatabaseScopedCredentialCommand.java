package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.CreateDatabaseScopedCredential;
import dev.coffer.tsql.Secret;

/** CREATE DATABASE SCOPED CREDENTIAL: an identity and secret for a place outside, of the current database. */
public final class CreateDatabaseScopedCredentialCommand implements Command<CreateDatabaseScopedCredential> {

    private final KeyHierarchy keys;

    public CreateDatabaseScopedCredentialCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(CreateDatabaseScopedCredential statement, Caller caller) throws SqlError {
        CredentialRules.check(statement.identity(), statement.secret());
        keys.credentialsOf(caller.database())
                .create(
                        statement.name().text(),
                        statement.identity().value(),
                        statement.secret().map(Secret::bytes));
    }
}

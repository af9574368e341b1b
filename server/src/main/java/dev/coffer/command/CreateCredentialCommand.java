package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.Credentials;
import dev.coffer.tsql.CreateCredential;
import dev.coffer.tsql.Secret;

/** CREATE CREDENTIAL: a server-wide identity and secret for a place outside. */
public final class CreateCredentialCommand implements Command<CreateCredential> {

    private final Credentials credentials;

    public CreateCredentialCommand(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void execute(CreateCredential statement, Caller caller) throws SqlError {
        CredentialRules.check(statement.identity(), statement.secret());
        credentials.create(
                statement.name().text(),
                statement.identity().value(),
                statement.secret().map(Secret::bytes));
    }
}

package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.Credentials;
import dev.coffer.tsql.AlterCredential;
import dev.coffer.tsql.Secret;

/** ALTER CREDENTIAL: overwrites identity and secret. */
public final class AlterCredentialCommand implements Command<AlterCredential> {

    private final Credentials credentials;

    public AlterCredentialCommand(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void execute(AlterCredential statement, Caller caller) throws SqlError {
        CredentialRules.check(statement.identity(), statement.secret());
        credentials.alter(
                statement.name().text(),
                statement.identity().value(),
                statement.secret().map(Secret::bytes));
    }
}

package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.Credentials;
import dev.coffer.tsql.DropCredential;

/** DROP CREDENTIAL. */
public final class DropCredentialCommand implements Command<DropCredential> {

    private final Credentials credentials;

    public DropCredentialCommand(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public void execute(DropCredential statement, Caller caller) throws SqlError {
        credentials.drop(statement.name().text());
    }
}

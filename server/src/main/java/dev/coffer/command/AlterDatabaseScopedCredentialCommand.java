package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.AlterDatabaseScopedCredential;
import dev.coffer.tsql.Secret;

/** ALTER DATABASE SCOPED CREDENTIAL: overwrites identity and secret. */
public final class AlterDatabaseScopedCredentialCommand implements Command<AlterDatabaseScopedCredential> {

    private final KeyHierarchy keys;

    public AlterDatabaseScopedCredentialCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(AlterDatabaseScopedCredential statement, Caller caller) throws SqlError {
        CredentialRules.check(statement.identity(), statement.secret());
        keys.credentialsOf(caller.database())
                .alter(
                        statement.name().text(),
                        statement.identity().value(),
                        statement.secret().map(Secret::bytes));
    }
}

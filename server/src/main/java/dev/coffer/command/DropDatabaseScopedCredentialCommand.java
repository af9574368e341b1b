package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.DropDatabaseScopedCredential;

/** DROP DATABASE SCOPED CREDENTIAL. */
public final class DropDatabaseScopedCredentialCommand implements Command<DropDatabaseScopedCredential> {

    private final KeyHierarchy keys;

    public DropDatabaseScopedCredentialCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(DropDatabaseScopedCredential statement, Caller caller) throws SqlError {
        keys.credentialsOf(caller.database()).drop(statement.name().text());
    }
}

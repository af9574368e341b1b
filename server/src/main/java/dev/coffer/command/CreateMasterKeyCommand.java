package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.CreateMasterKey;
import dev.coffer.tsql.Secret;

/** CREATE MASTER KEY: the database master key of the current database. */
public final class CreateMasterKeyCommand implements Command<CreateMasterKey> {

    private final KeyHierarchy keys;

    public CreateMasterKeyCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(CreateMasterKey statement, Caller caller) throws SqlError {
        Secret password = statement.password().orElseThrow(Message.MASTER_KEY_NEEDS_PASSWORD::error);
        PasswordPolicy.checkKeyPassword(password.bytes());
        keys.masterKeys().create(caller.database(), password.bytes());
    }
}

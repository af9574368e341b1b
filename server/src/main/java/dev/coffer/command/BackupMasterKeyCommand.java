package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.BackupMasterKey;

/** BACKUP MASTER KEY: the current database's master key in a file or an object, for whoever knows the password. */
public final class BackupMasterKeyCommand implements Command<BackupMasterKey> {

    private final KeyHierarchy keys;
    private final KeyMedia media;

    public BackupMasterKeyCommand(KeyHierarchy keys, KeyMedia media) {
        this.keys = keys;
        this.media = media;
    }

    @Override
    public void execute(BackupMasterKey statement, Caller caller) throws SqlError {
        PasswordPolicy.checkKeyPassword(statement.password().bytes());
        byte[] envelope =
                keys.masterKeys().export(caller.database(), statement.password().bytes());
        media.write(statement.target(), envelope, caller);
    }
}

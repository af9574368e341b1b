package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.Force;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.keys.MasterKeys;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.RestoreMasterKey;

/** RESTORE MASTER KEY: makes a key from its backup the current database's, and seals anew what the old one sealed. */
public final class RestoreMasterKeyCommand implements Command<RestoreMasterKey> {

    private final KeyHierarchy keys;
    private final KeyMedia media;

    public RestoreMasterKeyCommand(KeyHierarchy keys, KeyMedia media) {
        this.keys = keys;
        this.media = media;
    }

    @Override
    public void execute(RestoreMasterKey statement, Caller caller) throws SqlError {
        PasswordPolicy.checkKeyPassword(statement.sealing().bytes());
        byte[] envelope = media.read(statement.source(), Message.MASTER_KEY_FILE_INVALID, caller);
        MasterKeys.Imported imported = new MasterKeys.Imported(
                envelope, statement.opening().bytes(), statement.sealing().bytes());
        Force force = statement.force() == dev.coffer.tsql.Force.FORCE ? Force.YES : Force.NO;
        Notices.tell(keys.masterKeys().restore(caller.database(), imported, force), caller);
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.Force;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.RestoreServiceMasterKey;

/** RESTORE SERVICE MASTER KEY: takes a key over from its backup; unlocks an instance whose seals do not open. */
public final class RestoreServiceMasterKeyCommand implements Command<RestoreServiceMasterKey> {

    private final KeyHierarchy keys;
    private final Paths paths;

    public RestoreServiceMasterKeyCommand(KeyHierarchy keys, Paths paths) {
        this.keys = keys;
        this.paths = paths;
    }

    @Override
    public void execute(RestoreServiceMasterKey statement, Caller caller) throws SqlError {
        byte[] envelope = KeyFiles.read(paths, statement.file().value(), Message.MASTER_KEY_FILE_INVALID);
        Force force = statement.force() == dev.coffer.tsql.Force.FORCE ? Force.YES : Force.NO;
        Notices.tell(
                keys.serviceMasterKey().restore(envelope, statement.password().bytes(), force), caller);
        // FORCE may have made another signing key.
        keys.publishSigningCertificate();
    }
}

package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.Force;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.AlterServiceMasterKey;

/** ALTER SERVICE MASTER KEY REGENERATE: another key at the top of the hierarchy, and what is below it sealed anew. */
public final class AlterServiceMasterKeyCommand implements Command<AlterServiceMasterKey> {

    private final KeyHierarchy keys;

    public AlterServiceMasterKeyCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(AlterServiceMasterKey statement, Caller caller) throws SqlError {
        Force force = statement.force() == dev.coffer.tsql.Force.FORCE ? Force.YES : Force.NO;
        Notices.tell(keys.serviceMasterKey().regenerate(force), caller);
        caller.inform(Message.NEW_SERVICE_MASTER_KEY);
        // FORCE may have made another signing key.
        keys.publishSigningCertificate();
    }
}

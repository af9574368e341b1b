package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.Force;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.tsql.DropCertificate;
import dev.coffer.tsql.IfExists;

/** DROP CERTIFICATE: refused while listed backups need it and no copy of its private key was ever exported. */
public final class DropCertificateCommand implements Command<DropCertificate> {

    private final KeyHierarchy keys;

    public DropCertificateCommand(KeyHierarchy keys) {
        this.keys = keys;
    }

    @Override
    public void execute(DropCertificate statement, Caller caller) throws SqlError {
        String name = statement.name().text();
        if (statement.ifExists() == IfExists.IF_EXISTS
                && keys.certificates().find(caller.database(), name).isEmpty()) {
            return;
        }
        Force force = statement.force() == dev.coffer.tsql.Force.FORCE ? Force.YES : Force.NO;
        Notices.tell(keys.certificates().drop(caller.database(), name, force), caller);
    }
}

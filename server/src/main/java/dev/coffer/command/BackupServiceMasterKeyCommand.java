package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.keys.ServiceMasterKey;
import dev.coffer.security.PasswordPolicy;
import dev.coffer.tsql.BackupServiceMasterKey;
import java.nio.file.Path;

/** BACKUP SERVICE MASTER KEY: the top of the hierarchy in a file of its own, for whoever knows the password. */
public final class BackupServiceMasterKeyCommand implements Command<BackupServiceMasterKey> {

    private final KeyHierarchy keys;
    private final Paths paths;

    public BackupServiceMasterKeyCommand(KeyHierarchy keys, Paths paths) {
        this.keys = keys;
        this.paths = paths;
    }

    @Override
    public void execute(BackupServiceMasterKey statement, Caller caller) throws SqlError {
        PasswordPolicy.checkKeyPassword(statement.password().bytes());
        ServiceMasterKey.Export export =
                keys.serviceMasterKey().export(statement.password().bytes());
        try (KeyFiles files = new KeyFiles(paths, caller)) {
            Path file = files.write(statement.file().value(), export.envelope());
            SigningCertificate.exportBeside(file, files, keys);
            keys.serviceMasterKey().markExported(export.keyId());
            files.keep();
        }
    }
}

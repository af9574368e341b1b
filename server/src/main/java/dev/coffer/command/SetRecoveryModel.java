package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase;

/**
 * ALTER DATABASE ... SET RECOVERY. SIMPLE ends the chain of log backups, and no log is kept any more; FULL and
 * BULK_LOGGED, which mean the same here, keep it from the next full backup on.
 */
public final class SetRecoveryModel implements DatabaseChange<AlterDatabase.SetRecovery> {

    private final Premises premises;
    private final LiveDatabases databases;

    public SetRecoveryModel(Premises premises, LiveDatabases databases) {
        this.premises = premises;
        this.databases = databases;
    }

    @Override
    public boolean suitsAttached() {
        return true;
    }

    @Override
    public void make(AlterDatabase.SetRecovery change, Target target) throws SqlError {
        DatabaseEntry database = target.database();
        RecoveryModel model = RecoveryModel.valueOf(change.model().name());
        premises.catalog().databases().setRecoveryModel(database.name(), model);
        if (model == RecoveryModel.SIMPLE) {
            premises.catalog().logStreams().remove(database.databaseId());
            premises.catalog().chains().forget(database.databaseId());
            databases.keepNoLog(database, target.caller());
        }
    }
}

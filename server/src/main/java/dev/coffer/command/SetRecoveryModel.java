package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.Message;
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
            letLogGo(database, target.caller());
        }
    }

    /** A server that is away keeps its log for nobody then, as behind DROP DATABASE: whoever is told can see to it. */
    private void letLogGo(DatabaseEntry database, Caller caller) throws SqlError {
        String reason;
        try (LiveDatabases.Opened opened = databases.open(database)) {
            opened.database().keepNoLog(caller.cancellation());
            return;
        } catch (EngineException failed) {
            if (database.attached().isEmpty()) {
                throw EngineErrors.of(failed);
            }
            reason = String.valueOf(failed.getMessage());
        } catch (SqlError failed) {
            if (database.attached().isEmpty()) {
                throw failed;
            }
            reason = String.valueOf(failed.getMessage());
        }
        caller.inform(Message.LOG_STILL_KEPT, database.name(), reason);
    }
}

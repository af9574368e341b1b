package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.security.ServerPermissions.Deed;
import dev.coffer.tsql.AlterCredential;
import dev.coffer.tsql.AlterDatabase;
import dev.coffer.tsql.AlterDatabaseScopedCredential;
import dev.coffer.tsql.AlterServiceMasterKey;
import dev.coffer.tsql.AlterTable;
import dev.coffer.tsql.BackupCertificate;
import dev.coffer.tsql.BackupDatabase;
import dev.coffer.tsql.BackupLog;
import dev.coffer.tsql.BackupMasterKey;
import dev.coffer.tsql.BackupServiceMasterKey;
import dev.coffer.tsql.BeginEnd;
import dev.coffer.tsql.BeginTransaction;
import dev.coffer.tsql.Break;
import dev.coffer.tsql.Checkpoint;
import dev.coffer.tsql.CloseCursor;
import dev.coffer.tsql.CommitTransaction;
import dev.coffer.tsql.Continue;
import dev.coffer.tsql.CreateCertificate;
import dev.coffer.tsql.CreateCredential;
import dev.coffer.tsql.CreateDatabase;
import dev.coffer.tsql.CreateDatabaseForAttach;
import dev.coffer.tsql.CreateDatabaseScopedCredential;
import dev.coffer.tsql.CreateIndex;
import dev.coffer.tsql.CreateMasterKey;
import dev.coffer.tsql.CreateTable;
import dev.coffer.tsql.CreateView;
import dev.coffer.tsql.DbccCheckDb;
import dev.coffer.tsql.DbccTraceOff;
import dev.coffer.tsql.DbccTraceOn;
import dev.coffer.tsql.DbccTraceStatus;
import dev.coffer.tsql.DeallocateCursor;
import dev.coffer.tsql.Declare;
import dev.coffer.tsql.DeclareCursor;
import dev.coffer.tsql.DeclareTable;
import dev.coffer.tsql.Delete;
import dev.coffer.tsql.DropCertificate;
import dev.coffer.tsql.DropCredential;
import dev.coffer.tsql.DropDatabase;
import dev.coffer.tsql.DropDatabaseScopedCredential;
import dev.coffer.tsql.DropIndex;
import dev.coffer.tsql.DropMasterKey;
import dev.coffer.tsql.DropTable;
import dev.coffer.tsql.DropView;
import dev.coffer.tsql.Execute;
import dev.coffer.tsql.ExecuteString;
import dev.coffer.tsql.FetchCursor;
import dev.coffer.tsql.If;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.tsql.InsertExecute;
import dev.coffer.tsql.Kill;
import dev.coffer.tsql.Merge;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.OpenCursor;
import dev.coffer.tsql.Print;
import dev.coffer.tsql.Raiserror;
import dev.coffer.tsql.Reconfigure;
import dev.coffer.tsql.RestoreDatabase;
import dev.coffer.tsql.RestoreFileListOnly;
import dev.coffer.tsql.RestoreHeaderOnly;
import dev.coffer.tsql.RestoreLabelOnly;
import dev.coffer.tsql.RestoreLog;
import dev.coffer.tsql.RestoreMasterKey;
import dev.coffer.tsql.RestoreServiceMasterKey;
import dev.coffer.tsql.RestoreVerifyOnly;
import dev.coffer.tsql.RestoreWithRecovery;
import dev.coffer.tsql.Return;
import dev.coffer.tsql.RollbackTransaction;
import dev.coffer.tsql.SaveTransaction;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.SelectInto;
import dev.coffer.tsql.SelectVariables;
import dev.coffer.tsql.SetIdentityInsert;
import dev.coffer.tsql.SetOption;
import dev.coffer.tsql.SetVariable;
import dev.coffer.tsql.Shutdown;
import dev.coffer.tsql.Throw;
import dev.coffer.tsql.TruncateTable;
import dev.coffer.tsql.TryCatch;
import dev.coffer.tsql.Update;
import dev.coffer.tsql.Use;
import dev.coffer.tsql.Waitfor;
import dev.coffer.tsql.While;
import dev.coffer.tsql.WithVariables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may do which statement: the one table of it, beside {@link ProcedurePermissions}. A statement that is not in it
 * is done for members of sysadmin alone. The tables that a statement names are {@link TablePermissions}' matter.
 * Immutable and thread-safe.
 */
public final class StatementPermissions {

    private static final String MASTER = "master";

    private final Map<Class<?>, Rule<Object>> statements = new HashMap<>();

    /** Asks for what a statement needs. */
    private interface Rule<S> {
        void check(S statement, Caller caller) throws SqlError;
    }

    public StatementPermissions() {
        control();
        rows();
        server();
        databases();
        backups();
        keys();
    }

    private <S> void needs(Class<S> statement, Rule<S> rule) {
        Rule<Object> any = (written, caller) -> rule.check(statement.cast(written), caller);
        if (statements.put(statement, any) != null) {
            throw new IllegalStateException("Two rules for " + statement.getSimpleName());
        }
    }

    private void everybody(List<Class<?>> kinds) {
        kinds.forEach(kind -> needs(kind, (statement, caller) -> {}));
    }

    /** What they evaluate, call and run is looked at where that happens. */
    private void control() {
        everybody(List.of(
                Declare.class,
                DeclareTable.class,
                SetVariable.class,
                SelectVariables.class,
                If.class,
                BeginEnd.class,
                While.class,
                Break.class,
                Continue.class,
                Return.class,
                TryCatch.class,
                Throw.class,
                Waitfor.class,
                ExecuteString.class,
                Execute.class,
                InsertExecute.class,
                DeclareCursor.class,
                OpenCursor.class,
                FetchCursor.class,
                CloseCursor.class,
                DeallocateCursor.class,
                Print.class,
                SetOption.class,
                BeginTransaction.class,
                CommitTransaction.class,
                RollbackTransaction.class,
                SaveTransaction.class,
                WithVariables.class));
        needs(Raiserror.class, (statement, caller) -> {
            if (statement.options().contains("LOG")) {
                caller.require(Deed.WRITE_LOG);
            }
        });
    }

    /** TablePermissions asks for what their tables need. */
    private void rows() {
        everybody(List.of(
                Select.class,
                SelectInto.class,
                Insert.class,
                InsertBulk.class,
                Update.class,
                Delete.class,
                Merge.class,
                TruncateTable.class,
                CreateTable.class,
                AlterTable.class,
                CreateView.class,
                DropView.class,
                DropTable.class,
                CreateIndex.class,
                DropIndex.class));
        needs(
                SetIdentityInsert.class,
                (statement, caller) -> caller.require(
                        Deed.ALTER_OBJECT, statement.table().object().text()));
    }

    private void server() {
        needs(Kill.class, (statement, caller) -> caller.require(Deed.END_SESSIONS));
        needs(Shutdown.class, (statement, caller) -> caller.require(Deed.SHUT_DOWN));
        needs(Reconfigure.class, (statement, caller) -> caller.require(Deed.RECONFIGURE));
    }

    private void databases() {
        // The system's are everybody's to be in; their tables are not.
        needs(Use.class, (statement, caller) -> {
            if (!Catalog.isSystemName(statement.database().text())) {
                caller.require(
                        Deed.ENTER_DATABASE,
                        caller.login(),
                        statement.database().text());
            }
        });
        needs(
                CreateDatabase.class,
                (statement, caller) -> caller.require(Deed.DO_IN_DATABASE, "CREATE DATABASE", MASTER));
        needs(
                CreateDatabaseForAttach.class,
                (statement, caller) -> caller.require(Deed.DO_IN_DATABASE, "CREATE DATABASE", MASTER));
        needs(
                AlterDatabase.class,
                (statement, caller) -> caller.require(Deed.ALTER_DATABASE, named(statement.database(), caller)));
        needs(DropDatabase.class, (statement, caller) -> {
            for (Name database : statement.databases()) {
                caller.require(Deed.DROP_OBJECT, "drop", "database", database.text());
            }
        });
        needs(
                Checkpoint.class,
                (statement, caller) -> caller.require(Deed.DO_IN_DATABASE, "CHECKPOINT", caller.database()));
        everybody(List.of(DbccTraceStatus.class));
        needs(DbccTraceOn.class, (statement, caller) -> caller.require(Deed.TRACE, caller.login(), "TRACEON"));
        needs(DbccTraceOff.class, (statement, caller) -> caller.require(Deed.TRACE, caller.login(), "TRACEOFF"));
        needs(
                DbccCheckDb.class,
                (statement, caller) -> caller.require(
                        Deed.CHECK_DATABASE, caller.login(), "checkdb", named(statement.database(), caller)));
    }

    private static String named(Optional<Name> database, Caller caller) {
        return database.map(Name::text).orElseGet(caller::database);
    }

    private void backups() {
        needs(
                BackupDatabase.class,
                (statement, caller) -> operation(
                        "BACKUP DATABASE",
                        () -> caller.require(
                                Deed.DO_IN_DATABASE,
                                "BACKUP DATABASE",
                                statement.database().text())));
        needs(
                BackupLog.class,
                (statement, caller) -> operation(
                        "BACKUP LOG",
                        () -> caller.require(
                                Deed.DO_IN_DATABASE,
                                "BACKUP LOG",
                                statement.database().text())));
        needs(RestoreDatabase.class, (statement, caller) -> restore("RESTORE DATABASE", statement.database(), caller));
        needs(RestoreLog.class, (statement, caller) -> restore("RESTORE LOG", statement.database(), caller));
        needs(
                RestoreWithRecovery.class,
                (statement, caller) -> restore("RESTORE DATABASE", statement.database(), caller));
        needs(RestoreHeaderOnly.class, (statement, caller) -> look("RESTORE HEADERONLY", caller));
        needs(RestoreFileListOnly.class, (statement, caller) -> look("RESTORE FILELIST", caller));
        needs(RestoreLabelOnly.class, (statement, caller) -> look("RESTORE LABELONLY", caller));
        needs(RestoreVerifyOnly.class, (statement, caller) -> look("VERIFY DATABASE", caller));
    }

    private interface Asking {
        void ask() throws SqlError;
    }

    /** A refused backup or restore ends with 3013, as a failed one does. */
    private static void operation(String words, Asking asking) throws SqlError {
        try {
            asking.ask();
        } catch (SqlError refused) {
            throw refused.followedBy(Message.TERMINATING_ABNORMALLY.error(words));
        }
    }

    private static void restore(String words, Name database, Caller caller) throws SqlError {
        operation(words, () -> caller.require(Deed.RESTORE_DATABASE, database.text()));
    }

    private static void look(String words, Caller caller) throws SqlError {
        operation(words, () -> caller.require(Deed.DO_IN_DATABASE, "CREATE DATABASE", MASTER));
    }

    private void keys() {
        needs(CreateMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(
                DropMasterKey.class,
                (statement, caller) ->
                        caller.require(Deed.CONTROL_SECURABLE, "drop", "symmetric key", "##MS_DatabaseMasterKey##"));
        needs(CreateCertificate.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(
                BackupCertificate.class,
                (statement, caller) -> securable("find", "certificate", statement.name(), caller));
        needs(DropCertificate.class, (statement, caller) -> securable("drop", "certificate", statement.name(), caller));
        needs(CreateCredential.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(AlterCredential.class, (statement, caller) -> securable("alter", "credential", statement.name(), caller));
        needs(DropCredential.class, (statement, caller) -> securable("drop", "credential", statement.name(), caller));
        needs(CreateDatabaseScopedCredential.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(
                AlterDatabaseScopedCredential.class,
                (statement, caller) -> securable("alter", "credential", statement.name(), caller));
        needs(
                DropDatabaseScopedCredential.class,
                (statement, caller) -> securable("drop", "credential", statement.name(), caller));
        needs(BackupMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(RestoreMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(BackupServiceMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(AlterServiceMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
        needs(RestoreServiceMasterKey.class, (statement, caller) -> caller.require(Deed.ADMINISTER));
    }

    private static void securable(String verb, String kind, Name name, Caller caller) throws SqlError {
        caller.require(Deed.CONTROL_SECURABLE, verb, kind, name.text());
    }

    /** Whether it says who may do a statement. */
    public boolean decides(Class<?> statement) {
        return statements.containsKey(statement);
    }

    /** @throws SqlError when the caller may not do it */
    void check(Object statement, Caller caller) throws SqlError {
        Rule<Object> rule = statements.get(statement.getClass());
        if (rule == null) {
            caller.require(Deed.ADMINISTER);
        } else {
            rule.check(statement, caller);
        }
    }
}

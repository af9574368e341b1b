package dev.coffer.app;

import dev.coffer.command.AlterCredentialCommand;
import dev.coffer.command.AlterDatabaseCommand;
import dev.coffer.command.AlterDatabaseScopedCredentialCommand;
import dev.coffer.command.AlterServiceMasterKeyCommand;
import dev.coffer.command.AuditedKeyStatement;
import dev.coffer.command.BackupCertificateCommand;
import dev.coffer.command.BackupDatabaseCommand;
import dev.coffer.command.BackupLogCommand;
import dev.coffer.command.BackupMasterKeyCommand;
import dev.coffer.command.BackupProtection;
import dev.coffer.command.BackupServiceMasterKeyCommand;
import dev.coffer.command.BackupWriting;
import dev.coffer.command.BeginTransactionCommand;
import dev.coffer.command.CheckpointCommand;
import dev.coffer.command.Command;
import dev.coffer.command.Commands;
import dev.coffer.command.CommitTransactionCommand;
import dev.coffer.command.CreateCertificateCommand;
import dev.coffer.command.CreateCredentialCommand;
import dev.coffer.command.CreateDatabaseCommand;
import dev.coffer.command.CreateDatabaseForAttachCommand;
import dev.coffer.command.CreateDatabaseScopedCredentialCommand;
import dev.coffer.command.CreateMasterKeyCommand;
import dev.coffer.command.CursorCommands;
import dev.coffer.command.DataStatementCommand;
import dev.coffer.command.DatabaseAccess;
import dev.coffer.command.DatabaseAvailability;
import dev.coffer.command.DatabaseUpdates;
import dev.coffer.command.DbccCheckDbCommand;
import dev.coffer.command.DeclareTableCommand;
import dev.coffer.command.DescribeDatabase;
import dev.coffer.command.DropCertificateCommand;
import dev.coffer.command.DropCredentialCommand;
import dev.coffer.command.DropDatabaseCommand;
import dev.coffer.command.DropDatabaseScopedCredentialCommand;
import dev.coffer.command.DropMasterKeyCommand;
import dev.coffer.command.Evaluator;
import dev.coffer.command.ExecuteCommands;
import dev.coffer.command.InsertBulkCommand;
import dev.coffer.command.InsertExecuteCommand;
import dev.coffer.command.KeyMedia;
import dev.coffer.command.KillCommand;
import dev.coffer.command.LiveDatabases;
import dev.coffer.command.OutsideTransaction;
import dev.coffer.command.Premises;
import dev.coffer.command.PrintCommand;
import dev.coffer.command.Procedures;
import dev.coffer.command.RaisingCommands;
import dev.coffer.command.ReconfigureCommand;
import dev.coffer.command.RenameDatabase;
import dev.coffer.command.RenameFile;
import dev.coffer.command.RestoreDatabaseCommand;
import dev.coffer.command.RestoreFileListOnlyCommand;
import dev.coffer.command.RestoreHeaderOnlyCommand;
import dev.coffer.command.RestoreLabelOnlyCommand;
import dev.coffer.command.RestoreLogCommand;
import dev.coffer.command.RestoreMasterKeyCommand;
import dev.coffer.command.RestoreServiceMasterKeyCommand;
import dev.coffer.command.RestoreVerifyOnlyCommand;
import dev.coffer.command.RestoreWithRecoveryCommand;
import dev.coffer.command.RollbackTransactionCommand;
import dev.coffer.command.SaveTransactionCommand;
import dev.coffer.command.SetIdentityInsertCommand;
import dev.coffer.command.SetLogStreaming;
import dev.coffer.command.SetOpening;
import dev.coffer.command.SetOptionCommand;
import dev.coffer.command.SetRecoveryModel;
import dev.coffer.command.ShutdownCommand;
import dev.coffer.command.SystemRestore;
import dev.coffer.command.TraceCommands;
import dev.coffer.command.UseCommand;
import dev.coffer.command.VariableCommands;
import dev.coffer.command.WaitforCommand;
import dev.coffer.command.WithVariablesCommand;
import dev.coffer.crypto.RandomSource;
import dev.coffer.jobs.LongWork;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.pipeline.BackupPipeline;
import dev.coffer.pipeline.RestorePipeline;
import dev.coffer.pipeline.Restraint;
import dev.coffer.pipeline.VerifyPipeline;
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
import dev.coffer.tsql.BeginTransaction;
import dev.coffer.tsql.Checkpoint;
import dev.coffer.tsql.CloseCursor;
import dev.coffer.tsql.CommitTransaction;
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
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.tsql.InsertExecute;
import dev.coffer.tsql.Kill;
import dev.coffer.tsql.Merge;
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
import dev.coffer.tsql.RollbackTransaction;
import dev.coffer.tsql.SaveTransaction;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.SelectInto;
import dev.coffer.tsql.SelectVariables;
import dev.coffer.tsql.SetIdentityInsert;
import dev.coffer.tsql.SetOption;
import dev.coffer.tsql.SetVariable;
import dev.coffer.tsql.Shutdown;
import dev.coffer.tsql.Statement;
import dev.coffer.tsql.Throw;
import dev.coffer.tsql.TruncateTable;
import dev.coffer.tsql.Update;
import dev.coffer.tsql.Use;
import dev.coffer.tsql.Waitfor;
import dev.coffer.tsql.WithVariables;
import java.security.SecureRandom;
import java.util.function.Consumer;

/** Which command does which statement, and what it is made of. */
final class CommandTable {

    private final Premises premises;
    private final KeyHierarchy keys;
    private final int cores;
    private final Consumer<Shutdown.Patience> ending;
    private final LongWork work;
    private final LiveDatabases databases;
    private final Evaluator evaluator;
    private final Procedures procedures;
    private final SystemRestore.Master master;

    /**
     * @param ending told of SHUTDOWN
     * @param work places for backups and restores
     * @param cores how many work at one backup or restore
     */
    CommandTable(Opening.Opened opened, Consumer<Shutdown.Patience> ending, LongWork work, int cores) {
        this.work = work;
        this.ending = ending;
        this.master = opened.masterReplacement(ending);
        this.premises = opened.premises();
        this.keys = opened.keys();
        this.databases = new LiveDatabases(premises.engine(), keys.credentials());
        this.cores = cores;
        this.evaluator = new Evaluator(premises.names());
        this.procedures = new ProcedureTable(premises, databases, evaluator, opened.errors()).build();
    }

    LiveDatabases databases() {
        return databases;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    Procedures procedures() {
        return procedures;
    }

    Commands build() {
        Commands.Builder commands = Commands.builder();
        sessionStatements(commands);
        databaseStatements(commands);
        backupStatements(commands);
        keyStatements(commands);
        return commands.build();
    }

    private void sessionStatements(Commands.Builder commands) {
        commands.on(Use.class, new UseCommand())
                .on(SetOption.class, new SetOptionCommand())
                .on(SetIdentityInsert.class, new SetIdentityInsertCommand())
                .on(BeginTransaction.class, new BeginTransactionCommand())
                .on(CommitTransaction.class, new CommitTransactionCommand(premises))
                .on(RollbackTransaction.class, new RollbackTransactionCommand())
                .on(SaveTransaction.class, new SaveTransactionCommand())
                .on(WithVariables.class, new WithVariablesCommand())
                .on(Kill.class, new KillCommand(premises.errorLog()))
                .on(Reconfigure.class, new ReconfigureCommand(premises.catalog().configuration(), premises.engine()))
                .on(Checkpoint.class, new CheckpointCommand())
                .on(DbccCheckDb.class, new DbccCheckDbCommand(premises))
                .on(Shutdown.class, new ShutdownCommand(premises.errorLog(), ending));
        TraceCommands traces = new TraceCommands(premises.errorLog());
        commands.on(DbccTraceOn.class, traces::on)
                .on(DbccTraceOff.class, traces::off)
                .on(DbccTraceStatus.class, traces::status);
        VariableCommands variables = new VariableCommands(evaluator);
        RaisingCommands raising = new RaisingCommands(evaluator, premises.errorLog());
        ExecuteCommands executing = new ExecuteCommands(evaluator, procedures);
        CursorCommands cursors = new CursorCommands(evaluator);
        commands.on(DeclareCursor.class, cursors::declare)
                .on(OpenCursor.class, cursors::open)
                .on(FetchCursor.class, cursors::fetch)
                .on(CloseCursor.class, cursors::close)
                .on(DeallocateCursor.class, cursors::deallocate);
        commands.on(Declare.class, variables::declare)
                .on(SetVariable.class, variables::set)
                .on(SelectVariables.class, variables::select)
                .on(Raiserror.class, raising::raiserror)
                .on(Throw.class, raising::raise)
                .on(
                        Waitfor.class,
                        new WaitforCommand(
                                evaluator, premises.clock(), premises.names().zone()))
                .on(ExecuteString.class, executing::text)
                .on(Execute.class, executing::procedure)
                .on(InsertExecute.class, new InsertExecuteCommand());
    }

    private void databaseStatements(Commands.Builder commands) {
        commands.on(Print.class, new PrintCommand(evaluator));
        DataStatementCommand data = new DataStatementCommand(premises.names());
        commands.on(DeclareTable.class, new DeclareTableCommand(data));
        commands.on(Select.class, data)
                .on(SelectInto.class, data)
                .on(Insert.class, data)
                .on(InsertBulk.class, new InsertBulkCommand(premises.names()))
                .on(Update.class, data)
                .on(Delete.class, data)
                .on(Merge.class, data)
                .on(TruncateTable.class, data)
                .on(CreateTable.class, data)
                .on(AlterTable.class, data)
                .on(CreateView.class, data)
                .on(DropView.class, data)
                .on(DropTable.class, data)
                .on(CreateIndex.class, data)
                .on(DropIndex.class, data);
        commands.on(
                CreateDatabase.class,
                OutsideTransaction.statement("CREATE DATABASE", new CreateDatabaseCommand(premises)));
        commands.on(
                CreateDatabaseForAttach.class,
                OutsideTransaction.statement(
                        "CREATE DATABASE", new CreateDatabaseForAttachCommand(premises, databases)));
        commands.on(AlterDatabase.class, OutsideTransaction.statement("ALTER DATABASE", alterDatabase()));
        commands.on(
                DropDatabase.class,
                OutsideTransaction.statement("DROP DATABASE", new DropDatabaseCommand(premises, databases)));
    }

    private AlterDatabaseCommand alterDatabase() {
        return AlterDatabaseCommand.builder()
                .on(AlterDatabase.Rename.class, new RenameDatabase(premises))
                .on(AlterDatabase.ModifyFile.class, new RenameFile(premises))
                .on(AlterDatabase.SetAccess.class, new DatabaseAccess(premises))
                .on(AlterDatabase.SetAvailability.class, new DatabaseAvailability(premises))
                .on(AlterDatabase.SetUpdates.class, new DatabaseUpdates(premises))
                .on(AlterDatabase.Describe.class, new DescribeDatabase())
                .on(AlterDatabase.SetLogStreaming.class, new SetLogStreaming(premises, new BackupProtection(keys)))
                .on(AlterDatabase.SetRecovery.class, new SetRecoveryModel(premises, databases))
                .build(premises);
    }

    private void backupStatements(Commands.Builder commands) {
        SetOpening opening = new SetOpening(keys, premises.errorLog());
        BackupWriting writing = new BackupWriting(
                premises, new BackupProtection(keys), new BackupPipeline(premises.clock(), new SecureRandom(), cores));
        commands.on(
                BackupDatabase.class,
                OutsideTransaction.backupOrRestore(
                        "BACKUP DATABASE", new BackupDatabaseCommand(premises, databases, writing, work)));
        commands.on(
                BackupLog.class,
                OutsideTransaction.backupOrRestore(
                        "BACKUP LOG", new BackupLogCommand(premises, databases, writing, work)));
        commands.on(
                RestoreLog.class,
                OutsideTransaction.backupOrRestore(
                        "RESTORE LOG",
                        new RestoreLogCommand(
                                premises, opening, new RestorePipeline(Math.min(cores, Restraint.LOG_WORKERS)), work)));
        commands.on(
                RestoreWithRecovery.class,
                OutsideTransaction.backupOrRestore("RESTORE DATABASE", new RestoreWithRecoveryCommand(premises, work)));
        commands.on(
                RestoreDatabase.class,
                OutsideTransaction.backupOrRestore(
                        "RESTORE DATABASE",
                        new RestoreDatabaseCommand(
                                premises,
                                opening,
                                new RestorePipeline(cores),
                                work,
                                new SystemRestore(premises, opening, new RestorePipeline(cores), work, master))));
        commands.on(
                RestoreHeaderOnly.class,
                OutsideTransaction.backupOrRestore(
                        "RESTORE HEADERONLY", new RestoreHeaderOnlyCommand(premises, opening)));
        commands.on(
                RestoreFileListOnly.class,
                OutsideTransaction.backupOrRestore(
                        "RESTORE FILELIST", new RestoreFileListOnlyCommand(premises, opening)));
        commands.on(
                RestoreLabelOnly.class,
                OutsideTransaction.backupOrRestore(
                        "RESTORE LABELONLY", new RestoreLabelOnlyCommand(premises, opening)));
        commands.on(
                RestoreVerifyOnly.class,
                OutsideTransaction.backupOrRestore(
                        "VERIFY DATABASE",
                        new RestoreVerifyOnlyCommand(premises, opening, new VerifyPipeline(cores), work)));
    }

    private void keyStatements(Commands.Builder commands) {
        key(commands, CreateCertificate.class, new CreateCertificateCommand(keys, premises.paths()));
        key(
                commands,
                BackupCertificate.class,
                new BackupCertificateCommand(keys, premises.paths(), new RandomSource()));
        key(commands, DropCertificate.class, new DropCertificateCommand(keys));
        key(commands, CreateMasterKey.class, new CreateMasterKeyCommand(keys));
        key(commands, DropMasterKey.class, new DropMasterKeyCommand(keys));
        key(commands, CreateCredential.class, new CreateCredentialCommand(keys.credentials()));
        key(commands, AlterCredential.class, new AlterCredentialCommand(keys.credentials()));
        key(commands, DropCredential.class, new DropCredentialCommand(keys.credentials()));
        key(commands, CreateDatabaseScopedCredential.class, new CreateDatabaseScopedCredentialCommand(keys));
        key(commands, AlterDatabaseScopedCredential.class, new AlterDatabaseScopedCredentialCommand(keys));
        key(commands, DropDatabaseScopedCredential.class, new DropDatabaseScopedCredentialCommand(keys));
        KeyMedia media = new KeyMedia(keys, premises.paths(), premises.devices());
        key(commands, BackupMasterKey.class, new BackupMasterKeyCommand(keys, media));
        key(commands, RestoreMasterKey.class, new RestoreMasterKeyCommand(keys, media));
        key(commands, BackupServiceMasterKey.class, new BackupServiceMasterKeyCommand(keys, premises.paths()));
        key(commands, AlterServiceMasterKey.class, new AlterServiceMasterKeyCommand(keys));
        key(commands, RestoreServiceMasterKey.class, new RestoreServiceMasterKeyCommand(keys, premises.paths()));
    }

    private <S extends Statement> void key(Commands.Builder commands, Class<S> statement, Command<? super S> command) {
        commands.on(statement, new AuditedKeyStatement<S>(command, premises.errorLog()));
    }
}

package dev.coffer.tsql;

import java.util.List;

/**
 * One parsed T-SQL statement. The records carry what was written, checked for form only; whether it can be done is for
 * the commands to say.
 */
public sealed interface Statement
        permits CreateMasterKey,
                DropMasterKey,
                CreateCertificate,
                BackupCertificate,
                DropCertificate,
                CreateCredential,
                AlterCredential,
                DropCredential,
                CreateDatabaseScopedCredential,
                AlterDatabaseScopedCredential,
                DropDatabaseScopedCredential,
                BackupMasterKey,
                RestoreMasterKey,
                BackupServiceMasterKey,
                RestoreServiceMasterKey,
                AlterServiceMasterKey,
                BackupDatabase,
                BackupLog,
                RestoreDatabase,
                RestoreLog,
                RestoreWithRecovery,
                RestoreHeaderOnly,
                RestoreFileListOnly,
                RestoreLabelOnly,
                RestoreVerifyOnly,
                CreateDatabase,
                CreateDatabaseForAttach,
                AlterDatabase,
                DropDatabase,
                Use,
                SetOption,
                SetIdentityInsert,
                Print,
                BeginTransaction,
                CommitTransaction,
                RollbackTransaction,
                SaveTransaction,
                WithVariables,
                Kill,
                Shutdown,
                Reconfigure,
                Checkpoint,
                DbccCheckDb,
                DbccTraceOn,
                DbccTraceOff,
                DbccTraceStatus,
                ControlStatement,
                DataStatement {

    /** Where its first word stands; its line is the line of errors that have none of their own. */
    Position position();

    /** The statement's words, such as {@code BACKUP DATABASE}: its heading in docs/tsql.md and its name in messages. */
    String words();

    /** The passwords in it. The session closes them once the statement is over. */
    default List<Secret> secrets() {
        return List.of();
    }

    /** Text for logs and audit: the parsed form with secrets blanked; data statements as their words alone. */
    default String redacted() {
        return toString();
    }
}

package dev.coffer.errors;

import java.util.Locale;

/**
 * The catalogue: every message a client can see, with SQL Server's number, severity and text. Numbers stand nowhere else.
 * Coffer's own have 49900 to 49999. {@code docs/errors.md} is generated from it. Source: sys.messages as documented.
 */
public enum Message {
    SYNTAX(102, 15, "Incorrect syntax near '%s'."),
    UNCLOSED_QUOTE(105, 15, "Unclosed quotation mark after the character string '%s'."),
    IDENTIFIER_TOO_LONG(103, 15, "The identifier that starts with '%s' is too long. Maximum length is %d."),
    MISSING_COMMENT_END(113, 15, "Missing end comment mark '*/'."),
    NESTED_TOO_DEEPLY(
            191,
            15,
            "Some part of your SQL statement is nested too deeply. Rewrite the query or break it up into smaller queries."),
    UNKNOWN_FUNCTION(195, 15, "'%s' is not a recognized built-in function name."),
    FUNCTION_ARGUMENTS(174, 15, "The %s function requires %d argument(s)."),
    DATE_CONVERSION(241, 16, "Conversion failed when converting date and/or time from character string."),
    EMPTY_NAME(
            1038,
            15,
            "An object or column name is missing or empty. For SELECT INTO statements, verify each column has a name. For other statements, look for empty alias names. Aliases defined as \"\" or [] are not allowed. Change the alias to a valid name."),
    TOO_MANY_ROWS(
            10738,
            15,
            "The number of row value expressions in the INSERT statement exceeds the maximum allowed number of %d row values."),
    CONDITION_EXPECTED(
            4145,
            15,
            "An expression of non-boolean type specified in a context where a condition is expected, near '%s'."),
    UNKNOWN_TYPE(2715, 16, "Column, parameter, or variable #%d: Cannot find data type %s."),
    UNDECLARED_VARIABLE(137, 15, "Must declare the scalar variable \"%s\"."),
    SYNTAX_KEYWORD(156, 15, "Incorrect syntax near the keyword '%s'."),
    UNKNOWN_OPTION(155, 15, "'%s' is not a recognized %s option."),
    INVALID_COLUMN(207, 16, "Invalid column name '%s'."),
    INVALID_OBJECT(208, 16, "Invalid object name '%s'."),
    UNBOUND_NAME(4104, 16, "The multi-part identifier \"%s\" could not be bound."),
    INSERT_VALUE_COUNT(213, 16, "Column name or number of supplied values does not match table definition."),
    FEWER_VALUES(
            109,
            15,
            "There are more columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement."),
    MORE_VALUES(
            110,
            15,
            "There are fewer columns in the INSERT statement than values specified in the VALUES clause. The number of values in the VALUES clause must match the number of columns specified in the INSERT statement."),
    TIES_NEED_ORDER(1062, 15, "The TOP N WITH TIES clause is not allowed without a corresponding ORDER BY clause."),
    AMBIGUOUS_COLUMN(209, 16, "Ambiguous column name '%s'."),
    SEVERAL_VALUES(
            512,
            16,
            "Subquery returned more than 1 value. This is not permitted when the subquery follows =, !=, <, <= , >, >= or when the subquery is used as an expression."),
    NOT_GROUPED(
            8120,
            16,
            "Column '%s' is invalid in the select list because it is not contained in either an aggregate function or the GROUP BY clause."),
    CONVERSION_FAILED(245, 16, "Conversion failed when converting the %s value '%s' to data type %s."),
    PERMISSION_DENIED_IN_DATABASE(262, 14, "%s permission denied in database '%s'."),
    NULL_INTO_COLUMN(
            515,
            16,
            "Cannot insert the value NULL into column '%s', table '%s'; column does not allow nulls. %s fails."),
    CONSTRAINT_CONFLICT(
            547,
            16,
            "The %s statement conflicted with the %s constraint \"%s\". The conflict occurred in database \"%s\", table \"%s\"."),
    DIVIDE_BY_ZERO(8134, 16, "Divide by zero error encountered."),
    ARITHMETIC_OVERFLOW(8115, 16, "Arithmetic overflow error converting expression to data type %s."),
    DUPLICATE_KEY(
            2627,
            14,
            "Violation of %s constraint '%s'. Cannot insert duplicate key in object '%s'. The duplicate key value is (%s)."),
    TRUNCATED(2628, 16, "String or binary data would be truncated in table '%s', column '%s'. Truncated value: '%s'."),
    DUPLICATE_INDEX_KEY(
            2601,
            14,
            "Cannot insert duplicate key row in object '%s' with unique index '%s'. The duplicate key value is (%s)."),
    OBJECT_EXISTS(2714, 16, "There is already an object named '%s' in the database."),
    PROCEDURE_NOT_FOUND(2812, 16, "Could not find stored procedure '%s'."),
    DEADLOCK_VICTIM(
            1205,
            13,
            "Transaction (Process ID %s) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction."),
    IDENTITY_INSERT_OFF(
            544,
            16,
            "Cannot insert explicit value for identity column in table '%s' when IDENTITY_INSERT is set to OFF."),
    CANNOT_DROP_MISSING(3701, 11, "Cannot %s the %s '%s', because it does not exist or you do not have permission."),
    DATABASE_EXISTS(1801, 16, "Database '%s' already exists. Choose a different database name."),
    CREATE_DATABASE_FAILED(
            1802, 16, "CREATE DATABASE failed. Some file names listed could not be created. Check related errors."),
    CANNOT_CREATE_FILE(
            5170,
            16,
            "Cannot create file '%s' because it already exists. Change the file path or the file name, and retry the operation."),
    DATABASE_NOT_FOUND(911, 16, "Database '%s' does not exist. Make sure that the name is entered correctly."),
    NOT_IN_TRANSACTION(226, 16, "%s statement not allowed within multi-statement transaction."),
    COMMIT_WITHOUT_BEGIN(3902, 16, "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION."),
    ROLLBACK_WITHOUT_BEGIN(3903, 16, "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION."),
    NO_TRANSACTION_NAMED(6401, 16, "Cannot roll back %s. No transaction or savepoint of that name was found."),
    PRINTED(0, 0, "%s"),
    DATABASE_RESTORING(927, 14, "Database '%s' cannot be opened. It is in the middle of a restore."),
    CANNOT_DROP_SYSTEM_DATABASE(3708, 16, "Cannot drop the %s '%s' because it is a system %s."),
    DATABASE_IN_USE(3702, 16, "Cannot drop database \"%s\" because it is currently in use."),

    PERCENT_PROCESSED(3211, 10, "%d percent processed."),
    PAGES_PROCESSED(4035, 10, "Processed %d pages for database '%s', file '%s' on file %d."),
    SUCCESSFULLY_PROCESSED(3014, 10, "%s successfully processed %d pages in %d.%03d seconds (%d.%03d MB/sec)."),
    BACKUP_SET_VALID(3262, 10, "The backup set on file %d is valid."),
    CERTIFICATE_NOT_BACKED_UP(
            33091,
            10,
            "Warning: The certificate used for encrypting the database encryption key has not been backed up. You should immediately back up the certificate and the private key associated with the certificate. If the certificate ever becomes unavailable or if you must restore or attach the database on another server, you must have backups of both the certificate and the private key or you will not be able to open the database."),
    BACKED_UP_DAMAGED(
            3042,
            10,
            "BACKUP WITH CONTINUE_AFTER_ERROR successfully generated a backup of the damaged database. Refer to the SQL Server error log for information about the errors that were encountered."),
    RESTORED_DAMAGED(
            3184,
            10,
            "RESTORE WITH CONTINUE_AFTER_ERROR was successful but some damage was encountered. Inconsistencies in the database are possible."),
    SET_WAS_DAMAGED(3188, 10, "The backup set was written with damaged data by a BACKUP WITH CONTINUE_AFTER_ERROR."),
    CHANGED_DATABASE_CONTEXT(5701, 10, "Changed database context to '%s'."),
    CERTIFICATE_NOT_YET_VALID(
            15215, 10, "Warning: The certificate you created is not yet valid; its start date is in the future."),
    CERTIFICATE_EXPIRED_WARNING(15214, 10, "Warning: The certificate you created is expired."),
    CERTIFICATE_INVALID_PERIOD(
            15213,
            10,
            "Warning: The certificate you created has an invalid validity period; its expiration date precedes its start date."),
    SAME_MASTER_KEY(15588, 10, "The old and new master keys are identical. No data re-encryption is required."),
    FORCED_DECRYPTION_ERROR(
            15584,
            10,
            "An error occurred while decrypting %s '%s' that was encrypted by the old master key. The error was ignored because the FORCE option was specified."),
    FORCED_MASTER_KEY(
            15585,
            10,
            "The current master key cannot be decrypted. The error was ignored because the FORCE option was specified."),

    TERMINATING_ABNORMALLY(3013, 16, "%s is terminating abnormally."),
    IN_TRANSACTION(3021, 16, "Cannot perform a backup or restore operation within a transaction."),
    BACKUP_SERIALIZED(
            3023,
            16,
            "Backup, file manipulation operations (such as ALTER DATABASE ADD FILE) and encryption changes on a database must be serialized. Reissue the statement after the current backup or file manipulation operation is completed."),
    ONLY_FULL_FOR_MASTER(
            3024,
            16,
            "You can only perform a full backup of the master database. Use BACKUP DATABASE to back up the entire master database."),
    OPTION_CONFLICT(
            3031,
            16,
            "Option '%s' conflicts with option(s) '%s'. Remove the conflicting option and reissue the statement."),
    OPTION_NOT_SUPPORTED(
            3032,
            16,
            "One or more of the options (%s) are not supported for this statement. Review the documentation for supported options."),
    NO_FULL_BACKUP(
            3035,
            16,
            "Cannot perform a differential backup for database \"%s\", because a current database backup does not exist. Perform a full database backup by reissuing BACKUP DATABASE, omitting the WITH DIFFERENTIAL option."),
    INVALID_ZERO_LENGTH_DEVICE(
            3044, 16, "Invalid zero-length device name. Reissue the BACKUP statement with a valid device name."),
    ENCRYPTOR_EXPIRED(3096, 16, "The Certificate specified for backup encryption has expired."),
    EXCLUSIVE_ACCESS(3101, 16, "Exclusive access could not be obtained because the database is in use."),
    RESTORE_IN_USE_BY_SESSION(
            3102,
            16,
            "RESTORE cannot process database '%s' because it is in use by this session. It is recommended that the master database be used when performing this operation."),
    RESTORE_MASTER_SINGLE_USER(
            3108,
            16,
            "To restore the master database, the server must be running in single-user mode. For information on starting in single-user mode, see \"How to: Start an Instance of SQL Server (sqlservr.exe)\" in Books Online."),
    RESTORE_NEEDS_FULL(
            3118,
            16,
            "The database \"%s\" does not exist. RESTORE can only create a database when restoring either a full backup or a file backup of the primary file."),
    CANNOT_USE_BACKUP_FILE(
            3119,
            16,
            "Problems were identified while planning for the RESTORE statement. Previous messages provide details."),
    SET_NAMED_OTHERWISE(
            3141,
            16,
            "The database to be restored was named '%s'. Reissue the statement using the WITH REPLACE option to overwrite the '%s' database."),
    NOT_A_BACKUP_SET(3143, 16, "The data set on device '%s' is not a SQL Server backup set."),
    OTHER_DATABASE(3154, 16, "The backup set holds a backup of a database other than the existing '%s' database."),
    FILE_CANNOT_BE_RESTORED(
            3156, 16, "File '%s' cannot be restored to '%s'. Use WITH MOVE to identify a valid location for the file."),
    TAIL_NOT_BACKED_UP(
            3159,
            16,
            "The tail of the log for the database \"%s\" has not been backed up. Use BACKUP LOG WITH NORECOVERY to backup the log if it contains work you do not want to lose. Use the WITH REPLACE or WITH STOPAT clause of the RESTORE statement to just overwrite the contents of the log."),
    INCOMPATIBLE_VERSION(
            3169,
            16,
            "The database was backed up on a server running version %s. That version is incompatible with this server, which is running version %s. Either restore the database on a server that supports the backup, or use a backup that is compatible with this server."),
    FILE_CLAIMED_TWICE(
            3176,
            16,
            "File '%s' is claimed by '%s'(%d) and '%s'(%d). The WITH MOVE clause can be used to relocate one or more files."),
    NO_CHECKSUM_IN_SET(
            3187,
            16,
            "RESTORE WITH CHECKSUM cannot be specified because the backup set does not contain checksum information."),
    DAMAGE_DETECTED(3189, 16, "Damage to the backup set was detected."),
    SET_DAMAGED(3186, 16, "The backup set has been damaged. RESTORE will not attempt to apply this backup set."),
    CANNOT_OPEN_DEVICE(3201, 16, "Cannot open backup device '%s'. Operating system error %s."),
    WRITE_FAILED(3202, 16, "Write on \"%s\" failed: %s"),
    READ_FAILED(3203, 16, "Read on \"%s\" failed: %s"),
    TOO_MANY_DEVICES(3205, 16, "Too many backup devices specified for backup or restore; only %d are allowed."),
    NO_SUCH_DEVICE(
            3206,
            16,
            "Backup device '%s' does not exist. To view existing backup devices, use the sys.backup_devices catalog view. To create a new backup device use either sp_addumpdevice or SQL Server Management Studio."),
    INVALID_PARAMETER(3217, 16, "Invalid value specified for %s parameter."),
    MEDIA_MALFORMED(
            3241,
            16,
            "The media family on device '%s' is incorrectly formed. SQL Server cannot process this media family."),
    MEDIA_NOT_OURS(3242, 16, "The file on device '%s' is not a valid Microsoft Tape Format backup set."),
    MEDIA_VERSION(
            3243,
            16,
            "The media family on device '%s' was created using Microsoft Tape Format version %d.%d. SQL Server supports version %d.%d."),
    TEXT_TOO_LONG(3244, 16, "Descriptive field name (%d characters) exceeds the maximum of %d characters."),
    VALUE_OUT_OF_RANGE(3250, 16, "The value '%d' is not within range for the %s parameter."),
    BLOCK_SIZE_POWER(3253, 16, "The block size parameter must supply a value that is a power of 2."),
    VOLUME_EMPTY(3254, 16, "The volume on device '%s' is empty."),
    SET_INCOMPLETE(
            3256,
            16,
            "The backup set on device '%s' was terminated while it was being created and is incomplete. RESTORE sequence is terminated abnormally."),
    NO_SPACE_TO_RESTORE(
            3257,
            16,
            "There is insufficient free space on disk volume '%s' to create the database. The database requires %d additional free bytes, while only %d bytes are available."),
    LOGICAL_FILE_NOT_PART(
            3234,
            16,
            "Logical file '%s' is not part of database '%s'. Use RESTORE FILELISTONLY to list the logical file names."),
    IO_ERROR(3271, 16, "A nonrecoverable I/O error occurred on file \"%s:\" %s."),
    MEDIA_EXPIRES(4030, 16, "The medium on device '%s' expires on %s and cannot be overwritten."),
    MEDIA_NAME_MISMATCH(4037, 16, "The volume on device '%s' does not have the media name '%s'; it has '%s'."),
    NO_SUCH_FILE_ON_DEVICE(4038, 16, "Cannot find file ID %d on device '%s'."),
    SIMPLE_RECOVERY(
            4208,
            16,
            "The statement %s is not allowed while the recovery model is SIMPLE. Use BACKUP DATABASE or change the recovery model using ALTER DATABASE."),
    BACKUP_FAILED_LOGGED(
            3041,
            16,
            "BACKUP failed to complete the command %s. Check the backup application log for detailed messages."),
    DATABASE_BACKED_UP_LOGGED(
            18264,
            10,
            "Database backed up. Database: %s, creation date(time): %s, pages dumped: %d, first LSN: %s, last LSN: %s, number of dump devices: %d, device information: (%s). This is an informational message only. No user action is required."),
    DATABASE_RESTORED_LOGGED(
            18267,
            10,
            "Database was restored: Database: %s, creation date(time): %s, first LSN: %s, last LSN: %s, number of dump devices: %d, device information: (%s). Informational message. No user action required."),

    CANNOT_FIND(15151, 16, "Cannot %s the %s '%s', because it does not exist or you do not have permission."),
    KEY_FILE_INVALID(
            15208,
            16,
            "The certificate, asymmetric key, or private key file is not valid or does not exist; or you do not have permissions for it."),
    SUBJECT_LENGTH(15212, 16, "The certificate subject must have between 1 and %d characters."),
    CERTIFICATE_EXISTS(
            15232,
            16,
            "A certificate with name '%s' already exists or this certificate already has been added to the database."),
    CANNOT_WRITE_FILE(
            15240,
            16,
            "Cannot write into file '%s'. Verify that you have write permissions, that the file path is valid, and that the file does not already exist."),
    NO_PRIVATE_KEY_TO_DUMP(
            15246, 16, "Cannot dump the private key of certificate '%s' because the private key cannot be found."),
    NO_PERMISSION(15247, 16, "User does not have permission to perform this action."),
    INVALID_DATA(15297, 16, "The certificate, asymmetric key, or private key data is invalid."),
    MASTER_KEY_FILE_INVALID(15317, 16, "The master key file does not exist or has invalid format."),
    OLD_MASTER_KEY_DECRYPTION(
            15320,
            16,
            "An error occurred while decrypting %s '%s' that was encrypted by the old master key. The FORCE option can be used to ignore this error and continue the operation, but data that cannot be decrypted by the old master key will become unavailable."),
    CURRENT_MASTER_KEY(
            15329,
            16,
            "The current master key cannot be decrypted. If this is a database master key, you should attempt to open it in the session before performing this operation. The FORCE option can be used to ignore this error and continue the operation but the data encrypted by the old master key will be lost."),
    PRIVATE_KEY_PASSWORD_PROTECTED(
            15334,
            16,
            "The %s has a private key that is protected by a user defined password. That password needs to be provided to enable the use of the private key."),
    UNSUPPORTED_KEY_FORMAT(15464, 16, "Unsupported private key format or key length."),
    PRIVATE_KEY_PASSWORD_INVALID(15465, 16, "The private key password is invalid."),
    DECRYPTION_ERROR(15466, 16, "An error occurred during decryption."),
    GENERATION_ERROR(15468, 16, "An error occurred during the generation of the %s."),
    PRIVATE_KEY_MISMATCH(15474, 16, "Invalid private key. The private key does not match the public key of the %s."),
    MASTER_KEY_EXISTS(
            15578,
            16,
            "There is already a master key in the database. Please drop it before performing this statement."),
    CANNOT_DROP_ENCRYPTS(15580, 16, "Cannot drop %s because %s '%s' is encrypted by it."),
    NO_MASTER_KEY(
            15581,
            16,
            "Please create a master key in the database or open the master key in the session before performing this operation."),
    PASSWORD_TOO_SHORT(
            15116,
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is too short."),
    PASSWORD_TOO_LONG(
            15117,
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is too long."),
    PASSWORD_NOT_COMPLEX(
            15118,
            16,
            "Password validation failed. The password does not meet the operating system policy requirements because it is not complex enough."),
    MASTER_KEY_NEEDS_PASSWORD(
            33161, 15, "Database master keys without password are not supported in this version of SQL Server."),
    PRIVATE_KEY_NOT_BY_MASTER_KEY(
            33101,
            16,
            "Cannot use %s '%s', because its private key is not present or it is not protected by the database master key. SQL Server requires the ability to automatically access the private key of the %s used for this operation."),
    NO_SERVER_CERTIFICATE(33111, 16, "Cannot find server %s with thumbprint '%s'."),
    CERTIFICATE_IN_USE(
            15352,
            16,
            "The %s cannot be dropped because one or more entities are either signed or encrypted using it."),

    NOT_SUPPORTED(49900, 16, "%s is not supported."),
    UNTRUSTED_SIGNER(
            49901, 16, "The backup set on device '%s' is signed by a signer that is not trusted, fingerprint 0x%s."),
    INSTANCE_LOCKED(49902, 16, "The instance is locked: no seal opens its service master key."),
    CERTIFICATE_NEEDED_BY_BACKUPS(
            49903,
            16,
            "Cannot drop the %s '%s', because it was never exported with its private key and backups need it: %d."),
    TRIPLE_DES_REFUSED(
            49904,
            16,
            "Encryption algorithm TRIPLE_DES_3KEY is not supported: its 64-bit blocks are unsafe for large data, and NIST disallows it since 2024."),
    PATH_MAPPED(49905, 10, "The path '%s' stands for '%s' on this server."),
    PRIVATE_KEY_FORMAT(49906, 10, "The private key was written as encrypted PKCS#8 (PBES2, AES-256, PBKDF2)."),
    OTHER_SETS_ON_MEDIA(
            49907,
            10,
            "The media on device '%s' holds %d backup sets; the one at position %d is used. The others: %s."),
    NAMED_BACKUPS_NEED_CERTIFICATE(49908, 10, "Backups that need the dropped %s '%s': %d."),
    ENGINE_FAILED(49909, 16, "The database engine failed: %s"),
    TAMPERED_ROW(49910, 16, "The stored %s '%s' was changed outside this server."),
    ROOT_DIFFERS(
            49911, 10, "The backup set on device '%s' is not the one that the backup history knows by this position."),
    NOT_ENCRYPTED(49912, 10, "The backup set is not encrypted."),
    SIGNER_ACCEPTED(49915, 10, "The signer 0x%s was accepted by TRUST_SIGNER for the backup on '%s'."),
    TORN_TAIL(
            49914,
            10,
            "The media on device '%s' holds an incomplete backup behind the %d whole ones; the next backup to it removes the rest."),
    NO_SEAL(49913, 16, "The service master key cannot be sealed: %s."),
    CANCELLED(3204, 16, "The backup or restore was aborted."),
    INTERNAL(49999, 17, "Internal error: %s");

    private final int number;
    private final int severity;
    private final String template;

    Message(int number, int severity, String template) {
        this.number = number;
        this.severity = severity;
        this.template = template;
    }

    public int number() {
        return number;
    }

    public int severity() {
        return severity;
    }

    /** The text with {@link String#format} places. */
    public String template() {
        return template;
    }

    public String text(Object... arguments) {
        return String.format(Locale.ROOT, template, arguments);
    }

    /** The error with state 1, no line yet and no hint. */
    public SqlError error(Object... arguments) {
        return new SqlError(this, text(arguments), 1, 0, null, null, null);
    }
}

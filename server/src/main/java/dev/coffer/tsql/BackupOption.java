package dev.coffer.tsql;

/** The words that may stand in BACKUP DATABASE ... WITH and BACKUP LOG ... WITH. */
public enum BackupOption {
    DIFFERENTIAL,
    COPY_ONLY,
    /** Of BACKUP LOG: the tail; the database is RESTORING afterwards. */
    NORECOVERY,
    /** Of BACKUP LOG: the tail too; the database can be read afterwards. */
    STANDBY,
    /** Of BACKUP LOG: also when the database cannot be started. */
    NO_TRUNCATE,
    FORMAT,
    NOFORMAT,
    INIT,
    NOINIT,
    SKIP,
    NOSKIP,
    NAME,
    DESCRIPTION,
    MEDIANAME,
    MEDIADESCRIPTION,
    EXPIREDATE,
    RETAINDAYS,
    CHECKSUM,
    NO_CHECKSUM,
    STOP_ON_ERROR,
    CONTINUE_AFTER_ERROR,
    COMPRESSION,
    NO_COMPRESSION,
    ENCRYPTION,
    NO_ENCRYPTION,
    STATS,
    BLOCKSIZE,
    BUFFERCOUNT,
    MAXTRANSFERSIZE,
    CREDENTIAL,
    BACKUP_OPTIONS,
    RESTART,
    REWIND,
    NOREWIND,
    UNLOAD,
    NOUNLOAD
}

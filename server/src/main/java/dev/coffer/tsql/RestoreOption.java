package dev.coffer.tsql;

/** The words that may stand in RESTORE ... WITH. */
public enum RestoreOption {
    FILE,
    MOVE,
    REPLACE,
    RECOVERY,
    NORECOVERY,
    STANDBY,
    STOPAT,
    STOPATMARK,
    STOPBEFOREMARK,
    STATS,
    CHECKSUM,
    NO_CHECKSUM,
    STOP_ON_ERROR,
    CONTINUE_AFTER_ERROR,
    MEDIANAME,
    LOADHISTORY,
    RESTART,
    RESTRICTED_USER,
    KEEP_REPLICATION,
    KEEP_CDC,
    ENABLE_BROKER,
    NEW_BROKER,
    ERROR_BROKER_CONVERSATIONS,
    BLOCKSIZE,
    BUFFERCOUNT,
    MAXTRANSFERSIZE,
    CREDENTIAL,
    RESTORE_OPTIONS,
    REWIND,
    NOREWIND,
    UNLOAD,
    NOUNLOAD,
    /** Ours: goes on although the signer is not trusted. */
    TRUST_SIGNER
}

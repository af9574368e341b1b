package dev.coffer.media;

/** What a set holds. The code is BackupType of RESTORE HEADERONLY and the byte in the file. */
public enum BackupKind {
    FULL(1, "Database"),
    LOG(2, "Transaction Log"),
    DIFFERENTIAL(5, "Database Differential");

    private final int code;
    private final String description;

    BackupKind(int code, String description) {
        this.code = code;
        this.description = description;
    }

    public int code() {
        return code;
    }

    /** BackupTypeDescription of RESTORE HEADERONLY. */
    public String description() {
        return description;
    }
}

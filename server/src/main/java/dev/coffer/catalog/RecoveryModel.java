package dev.coffer.catalog;

/** What log a database keeps; code and name as in sys.databases. */
public enum RecoveryModel {
    FULL(1),
    BULK_LOGGED(2),
    SIMPLE(3);

    private final int code;

    RecoveryModel(int code) {
        this.code = code;
    }

    /** sys.databases.recovery_model. */
    public int code() {
        return code;
    }
}

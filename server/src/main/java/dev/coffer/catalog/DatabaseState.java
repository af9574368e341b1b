package dev.coffer.catalog;

/** State of a database; code and name as in sys.databases. */
public enum DatabaseState {
    ONLINE(0),
    RESTORING(1),
    /** Read while its restore goes on: shown as ONLINE, READ_ONLY and in standby. */
    STANDBY(0),
    OFFLINE(6);

    private final int code;

    DatabaseState(int code) {
        this.code = code;
    }

    /** Whether a restore of it is not over. */
    public boolean awaitsMore() {
        return this == RESTORING || this == STANDBY;
    }

    /** sys.databases.state. */
    public int code() {
        return code;
    }
}

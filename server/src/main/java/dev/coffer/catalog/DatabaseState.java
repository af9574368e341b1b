package dev.coffer.catalog;

/** State of a database; code and name as in sys.databases. */
public enum DatabaseState {
    ONLINE(0),
    RESTORING(1),
    OFFLINE(6);

    private final int code;

    DatabaseState(int code) {
        this.code = code;
    }

    /** sys.databases.state. */
    public int code() {
        return code;
    }
}

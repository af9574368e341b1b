package dev.coffer.tsql;

/**
 * Options of ALTER DATABASE ... SET that scripts write and that have one value in Coffer: the one that sys.databases
 * shows.
 */
public enum DatabaseOption {
    ALLOW_SNAPSHOT_ISOLATION("ON"),
    ANSI_NULL_DEFAULT("OFF"),
    ANSI_NULLS("OFF"),
    ANSI_PADDING("OFF"),
    ANSI_WARNINGS("OFF"),
    ARITHABORT("OFF"),
    AUTO_CLOSE("OFF"),
    AUTO_CREATE_STATISTICS("ON"),
    AUTO_SHRINK("OFF"),
    AUTO_UPDATE_STATISTICS("ON"),
    AUTO_UPDATE_STATISTICS_ASYNC("OFF"),
    COMPATIBILITY_LEVEL("160"),
    CONCAT_NULL_YIELDS_NULL("OFF"),
    CURSOR_CLOSE_ON_COMMIT("OFF"),
    CURSOR_DEFAULT("GLOBAL"),
    DATE_CORRELATION_OPTIMIZATION("OFF"),
    DB_CHAINING("OFF"),
    DELAYED_DURABILITY("DISABLED"),
    NUMERIC_ROUNDABORT("OFF"),
    PAGE_VERIFY("CHECKSUM"),
    PARAMETERIZATION("SIMPLE"),
    QUERY_STORE("OFF"),
    QUOTED_IDENTIFIER("OFF"),
    READ_COMMITTED_SNAPSHOT("ON"),
    RECURSIVE_TRIGGERS("OFF"),
    TRUSTWORTHY("OFF");

    private final String value;

    DatabaseOption(String value) {
        this.value = value;
    }

    /** In upper case, as {@link AlterDatabase.Describe} holds it. */
    public String value() {
        return value;
    }
}

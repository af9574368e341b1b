package dev.coffer.catalog;

/** Server options that Coffer itself obeys; the rows of coffer.configuration describe them. */
public enum ServerOption {
    MEDIA_RETENTION(112),
    SHOW_ADVANCED_OPTIONS(518),
    BACKUP_COMPRESSION_DEFAULT(1579),
    BACKUP_CHECKSUM_DEFAULT(1584),
    BACKUP_MAX_MB_PER_SECOND(20001),
    BACKUP_MAX_WORKERS(20002),
    KEPT_LOG_MAX_MB(20003);

    private final int id;

    ServerOption(int id) {
        this.id = id;
    }

    /** sys.configurations.configuration_id. */
    int id() {
        return id;
    }
}

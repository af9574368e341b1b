package dev.coffer.engine.postgres;

/** Keys of the vendor facts that Coffer itself reads again; others are for people. */
public final class Facts {

    /** The cluster's system identifier, decimal. */
    public static final String SYSTEM_ID = "system.id";
    /** The timeline that the image was taken on, or that a restored database goes on with. */
    public static final String TIMELINE = "timeline";
    /** In a restore order: the highest timeline ever seen for that system id; the restored database takes the next. */
    public static final String HIGHEST_TIMELINE = "timeline.highest";
    /** The server's version as server_version_num prints it. */
    public static final String SERVER_VERSION = "server.version.num";

    static final String CONTROL_VERSION = "control.version";
    static final String CATALOG_VERSION = "catalog.version";
    static final String ARCHITECTURE = "architecture";
    static final String BLOCK_SIZE = "block.size";
    static final String WAL_SEGMENT_SIZE = "wal.segment.size";
    static final String START_LSN = "lsn.start";
    static final String END_LSN = "lsn.end";

    private Facts() {}
}

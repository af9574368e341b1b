package dev.coffer.engine.postgres;

/** Keys of PostgreSQL's own facts. */
public final class Facts {

    /** The server's version as server_version_num prints it. */
    public static final String SERVER_VERSION = "server.version.num";

    static final String CONTROL_VERSION = "control.version";
    static final String CATALOG_VERSION = "catalog.version";
    static final String ARCHITECTURE = "architecture";
    static final String BLOCK_SIZE = "block.size";
    static final String WAL_SEGMENT_SIZE = "wal.segment.size";
    static final String START_LSN = "lsn.start";
    static final String END_LSN = "lsn.end";

    /** Of a differential: where the recovery of its base starts. */
    static final String BASE_LSN = "lsn.base";

    /** What was read of data files: of a differential far less than the database has. */
    static final String READ_BYTES = "bytes.read";

    private Facts() {}
}

package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A database as the header of its backup shows it: every database has two files, {@code db} (D) and {@code db_log} (L).
 */
final class DatabaseHeaders {

    static final String COLLATION = "Latin1_General_100_BIN2_UTF8";
    static final int COMPATIBILITY_LEVEL = 160;

    static final int DATA_FILE_ID = 1;
    static final int LOG_FILE_ID = 2;

    private DatabaseHeaders() {}

    static SetCore.Database of(DatabaseEntry entry, HostedDatabase database) throws SqlError {
        HostedDatabase.DatabaseSize size;
        try {
            size = database.size();
        } catch (EngineException failed) {
            throw EngineErrors.of(failed);
        }
        return new SetCore.Database(
                entry.name(),
                entry.lineage().databaseGuid(),
                entry.lineage().familyGuid(),
                entry.createdAt(),
                entry.recoveryModel().name(),
                COMPATIBILITY_LEVEL,
                COLLATION,
                entry.lineage().recoveryForkGuid(),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of(
                        new SetCore.DatabaseFile(
                                entry.name(),
                                entry.home().dataFolder().toString(),
                                'D',
                                DATA_FILE_ID,
                                fileGuid(entry, DATA_FILE_ID),
                                size.dataBytes()),
                        new SetCore.DatabaseFile(
                                entry.name() + "_log",
                                entry.home().logFolder().toString(),
                                'L',
                                LOG_FILE_ID,
                                fileGuid(entry, LOG_FILE_ID),
                                size.logBytes())));
    }

    /** A file's GUID follows from the database's and the file's number, so that it is the same in every backup. */
    private static UUID fileGuid(DatabaseEntry entry, int fileId) {
        String name = entry.lineage().databaseGuid() + "/" + fileId;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII));
    }
}

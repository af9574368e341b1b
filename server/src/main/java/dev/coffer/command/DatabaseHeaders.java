package dev.coffer.command;

import dev.coffer.catalog.AttachedServer;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Updateability;
import dev.coffer.catalog.UserAccess;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A database as the header of its backup shows it: every database has two files, of data (D) and of log (L).
 */
final class DatabaseHeaders {

    static final String COLLATION = "Latin1_General_100_BIN2_UTF8";
    static final int COMPATIBILITY_LEVEL = 160;

    static final int DATA_FILE_ID = 1;
    static final int LOG_FILE_ID = 2;

    private static final int PHYSICAL_NAME_CHARS = 260;
    private static final String ELLIPSIS = "...";

    private DatabaseHeaders() {}

    /** @param lastFullPosition where the last full backup begins, as the engine counts bytes; 0 for none */
    static SetCore.Database of(DatabaseEntry entry, LiveDatabase database, BigInteger lastFullPosition)
            throws SqlError {
        LiveDatabase.DatabaseSize size;
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
                lastFullPosition,
                List.of(
                        new SetCore.DatabaseFile(
                                entry.files().data(),
                                physicalName(place(entry, entry.home().dataFolder())),
                                'D',
                                DATA_FILE_ID,
                                fileGuid(entry, DATA_FILE_ID),
                                size.dataBytes()),
                        new SetCore.DatabaseFile(
                                entry.files().log(),
                                physicalName(place(entry, entry.home().logFolder())),
                                'L',
                                LOG_FILE_ID,
                                fileGuid(entry, LOG_FILE_ID),
                                size.logBytes())));
    }

    /** What else is known of it when its backup begins, as facts of the set. */
    static Map<String, String> facts(DatabaseEntry entry) {
        Map<String, String> facts = new HashMap<>();
        if (entry.updateability() == Updateability.READ_ONLY) {
            facts.put(SharedFacts.READ_ONLY, "1");
        }
        if (entry.access() == UserAccess.SINGLE_USER) {
            facts.put(SharedFacts.SINGLE_USER, "1");
        }
        return facts;
    }

    static Updateability updateability(SetCore core) {
        return core.engine().containsKey(SharedFacts.READ_ONLY) ? Updateability.READ_ONLY : Updateability.READ_WRITE;
    }

    static boolean isReadOnly(SetCore core) {
        return updateability(core) == Updateability.READ_ONLY;
    }

    static boolean isSingleUser(SetCore core) {
        return core.engine().containsKey(SharedFacts.SINGLE_USER);
    }

    /** The same as the header of a backup of its log shows it: where that begins, it may be on an earlier fork. */
    static SetCore.Database onFork(SetCore.Database database, UUID forkGuid) {
        return new SetCore.Database(
                database.name(),
                database.guid(),
                database.familyGuid(),
                database.createdAt(),
                database.recoveryModel(),
                database.compatibilityLevel(),
                database.collation(),
                forkGuid,
                database.firstLsn(),
                database.checkpointLsn(),
                database.databaseBackupLsn(),
                database.files());
    }

    /** Of an attached database, where its server is: both files are there. */
    private static String place(DatabaseEntry entry, Path folder) {
        return entry.attached().map(AttachedServer::url).orElseGet(folder::toString);
    }

    /** For people only: of a path longer than SQL Server's 260 characters the end, which tells databases apart. */
    static String physicalName(String path) {
        return path.length() <= PHYSICAL_NAME_CHARS
                ? path
                : ELLIPSIS + path.substring(path.length() - PHYSICAL_NAME_CHARS + ELLIPSIS.length());
    }

    /** A file's GUID follows from the database's and the file's number, so that it is the same in every backup. */
    private static UUID fileGuid(DatabaseEntry entry, int fileId) {
        String name = entry.lineage().databaseGuid() + "/" + fileId;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII));
    }
}

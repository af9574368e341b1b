package dev.coffer.media;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known when a set begins; readable by all, signed, and hashed into the set's keys.
 *
 * @param setGuid the same in every stripe of the set
 * @param kind full, log or differential
 * @param copyOnly outside the chain of backups
 * @param hasChecksums pages were checked while they were read
 * @param label the family it was written to (stripe position is hashed in)
 * @param position 1-based position on the media
 * @param previousRoot root of the set before it on the media, 32 bytes; zeros for the first
 * @param baseGuid the full a differential stands on, or the log before this log
 * @param baseRoot that set's root, 32 bytes
 * @param suite how the payload is sealed
 * @param codec how the payload is compressed
 * @param chunkSizeLog2 10 to 22; 20 in production
 * @param text names and descriptions
 * @param startedAt to the millisecond
 * @param expiresAt end of RETAINDAYS or EXPIREDATE
 * @param database what is backed up
 * @param engine the engine's own facts, by key (lower-case, dots): the format does not interpret them
 * @param encryptors who can open it, in slot order
 */
public record SetCore(
        UUID setGuid,
        BackupKind kind,
        boolean copyOnly,
        boolean hasChecksums,
        MediaLabel label,
        int position,
        byte[] previousRoot,
        Optional<UUID> baseGuid,
        byte[] baseRoot,
        Suite suite,
        PayloadCodec codec,
        int chunkSizeLog2,
        Text text,
        Instant startedAt,
        Optional<Instant> expiresAt,
        Database database,
        Map<String, String> engine,
        List<Encryptor> encryptors) {

    /** Zeros: the previous root of the first set on a media, the base root of a set that stands on none. */
    public static byte[] noRoot() {
        return new byte[Marks.HASH_BYTES];
    }

    public SetCore {
        Limits.range("Position", position, 1, Limits.V1.sets());
        previousRoot = Fields.requireHash("Previous root", previousRoot);
        baseRoot = Fields.requireHash("Base root", baseRoot);
        Limits.range("Chunk size (log2)", chunkSizeLog2, 10, 22);
        startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
        expiresAt = expiresAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        engine = Fields.requireFacts(engine);
        Limits.range("Count of encryptors", encryptors.size(), 0, Limits.V1.slots());
        encryptors = List.copyOf(encryptors);
    }

    @Override
    public byte[] previousRoot() {
        return previousRoot.clone();
    }

    @Override
    public byte[] baseRoot() {
        return baseRoot.clone();
    }

    public int chunkSizeBytes() {
        return 1 << chunkSizeLog2;
    }

    SetCore withEncryptors(List<Encryptor> others) {
        return new SetCore(
                setGuid,
                kind,
                copyOnly,
                hasChecksums,
                label,
                position,
                previousRoot,
                baseGuid,
                baseRoot,
                suite,
                codec,
                chunkSizeLog2,
                text,
                startedAt,
                expiresAt,
                database,
                engine,
                others);
    }

    /** Names as HEADERONLY shows them; each at most 255 characters, possibly empty. */
    public record Text(String setName, String description, String userName, String serverName, String machineName) {

        public Text {
            Limits.text("Set name", setName, Limits.V1.textChars());
            Limits.text("Description", description, Limits.V1.textChars());
            Limits.text("User name", userName, Limits.V1.textChars());
            Limits.text("Server name", serverName, Limits.V1.textChars());
            Limits.text("Machine name", machineName, Limits.V1.textChars());
        }
    }

    /**
     * The database as HEADERONLY shows it.
     *
     * @param name its name
     * @param guid its own, immutable
     * @param familyGuid the same through restores
     * @param createdAt creation time
     * @param recoveryModel FULL, SIMPLE or BULK_LOGGED
     * @param compatibilityLevel 160
     * @param collation SQL Server's name of its collation
     * @param recoveryForkGuid the fork it is on when the set begins
     * @param firstLsn the LSN that the set starts at, as numeric(25,0)
     * @param checkpointLsn the checkpoint that redo starts at
     * @param databaseBackupLsn the last full's checkpoint, 0 without one
     * @param files its files: D and L
     */
    public record Database(
            String name,
            UUID guid,
            UUID familyGuid,
            Instant createdAt,
            String recoveryModel,
            int compatibilityLevel,
            String collation,
            UUID recoveryForkGuid,
            BigInteger firstLsn,
            BigInteger checkpointLsn,
            BigInteger databaseBackupLsn,
            List<DatabaseFile> files) {

        public Database {
            Limits.text("Database name", name, Limits.V1.nameChars());
            createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
            Limits.text("Recovery model", recoveryModel, Limits.V1.nameChars());
            Limits.range("Compatibility level", compatibilityLevel, 0, 0xFFFF);
            Limits.text("Collation", collation, Limits.V1.nameChars());
            firstLsn = Fields.requireLsn("First LSN", firstLsn);
            checkpointLsn = Fields.requireLsn("Checkpoint LSN", checkpointLsn);
            databaseBackupLsn = Fields.requireLsn("Database backup LSN", databaseBackupLsn);
            Limits.range("Count of files", files.size(), 0, Limits.V1.files());
            files = List.copyOf(files);
        }
    }

    /**
     * One file as FILELISTONLY shows it.
     *
     * @param logicalName at most 128 characters
     * @param physicalName at most 260 characters
     * @param type D for data, L for log
     * @param fileId 1 for data, 2 for log
     * @param guid its own
     * @param sizeBytes at the start of the backup
     */
    public record DatabaseFile(
            String logicalName, String physicalName, char type, int fileId, UUID guid, long sizeBytes) {

        public DatabaseFile {
            Limits.text("Logical file name", logicalName, Limits.V1.nameChars());
            Limits.text("Physical file name", physicalName, Limits.V1.pathChars());
            Limits.range("File type", type, ' ', '~');
            Limits.range("File id", fileId, 1, Limits.V1.fileId());
            Limits.range("File size", sizeBytes, 0, Long.MAX_VALUE);
        }
    }
}

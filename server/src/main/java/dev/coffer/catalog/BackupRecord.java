package dev.coffer.catalog;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A finished backup as msdb keeps it: rows of backupset, backupmediaset, backupmediafamily and backupfile.
 *
 * @param setGuid backup_set_uuid
 * @param media where it was written
 * @param position 1-based position on the media
 * @param text names and descriptions
 * @param type D full, I differential, L log
 * @param startedAt to the millisecond
 * @param finishedAt to the millisecond
 * @param expiresAt end of RETAINDAYS or EXPIREDATE
 * @param log positions in the database's log
 * @param bytes sizes
 * @param flags what is special about it
 * @param database what was backed up
 * @param base the full that a differential stands on
 * @param encryption empty for an unencrypted set
 * @param root the set's root, 32 bytes: a restore compares it
 * @param files the database's files
 */
public record BackupRecord(
        UUID setGuid,
        Media media,
        int position,
        Text text,
        char type,
        Instant startedAt,
        Instant finishedAt,
        Optional<Instant> expiresAt,
        LogRange log,
        Sizes bytes,
        Flags flags,
        Source database,
        Optional<Base> base,
        Optional<Encryption> encryption,
        byte[] root,
        List<File> files) {

    static final int ROOT_BYTES = 32;

    public BackupRecord {
        if (root.length != ROOT_BYTES) {
            throw new IllegalArgumentException("A root has " + ROOT_BYTES + " bytes, not " + root.length);
        }
        root = root.clone();
        files = List.copyOf(files);
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    /**
     * The media set, one row for each {@code mediaGuid}.
     *
     * @param mediaGuid media_uuid
     * @param name MEDIANAME, possibly empty
     * @param description MEDIADESCRIPTION, possibly empty
     * @param compressed whether its sets are compressed
     * @param mirrorCount 1 to 4
     * @param families its devices, every family at least once
     */
    public record Media(
            UUID mediaGuid,
            String name,
            String description,
            boolean compressed,
            int mirrorCount,
            List<Family> families) {
        public Media {
            families = List.copyOf(families);
        }
    }

    /**
     * One family of the media set, or one mirror of it.
     *
     * @param familyGuid media_family_id
     * @param number family_sequence_number, from 1
     * @param mirror from 0
     * @param device where it is
     */
    public record Family(UUID familyGuid, int number, int mirror, Device device) {}

    /**
     * A device.
     *
     * @param physicalName physical_device_name, at most 260 characters
     * @param type device_type: 2 disk, 9 URL, 100 more for a logical device
     * @param logicalName logical_device_name
     */
    public record Device(String physicalName, int type, Optional<String> logicalName) {}

    /** Texts of the set; each possibly empty. */
    public record Text(String name, String description, String userName, String serverName, String machineName) {}

    /** Log positions as numeric(25,0). */
    public record LogRange(BigInteger first, BigInteger last, BigInteger checkpoint, BigInteger databaseBackup) {}

    /** @param payloadBytes before compression; {@code storedBytes} as written */
    public record Sizes(long payloadBytes, long storedBytes) {}

    /** Bits of backupset. */
    public record Flags(
            boolean readOnly,
            boolean singleUser,
            boolean hasChecksums,
            boolean damaged,
            boolean beginsLogChain,
            boolean copyOnly) {}

    /** The database at the time of the backup. */
    public record Source(
            String name,
            Instant createdAt,
            String recoveryModel,
            String collation,
            UUID databaseGuid,
            UUID familyGuid,
            UUID firstForkGuid,
            UUID lastForkGuid) {}

    /** The base of a differential. */
    public record Base(UUID setGuid, BigInteger lsn) {}

    /**
     * How it is encrypted.
     *
     * @param algorithm as backupset.key_algorithm shows it: aes_128, aes_192 or aes_256
     * @param encryptors in slot order; the first stands in backupset
     */
    public record Encryption(String algorithm, List<Recipient> encryptors) {
        public Encryption {
            encryptors = List.copyOf(encryptors);
            if (encryptors.isEmpty()) {
                throw new IllegalArgumentException("An encrypted set has 1 encryptor or more, not 0");
            }
        }
    }

    /**
     * Who can open it.
     *
     * @param type as backupset.encryptor_type shows it: CERTIFICATE, ASYMMETRIC KEY or SERVICE MASTER KEY
     * @param keyId 20 bytes
     * @param thumbprint SHA-1, 20 bytes
     * @param name its name at that time
     */
    public record Recipient(String type, byte[] keyId, byte[] thumbprint, String name) {}

    /**
     * One file of the database.
     *
     * @param fileNumber 1 data, 2 log
     * @param fileType D or L
     * @param guid the file's own
     * @param sizeBytes its size
     * @param backedUpBytes what the set holds of it
     */
    public record File(
            int fileNumber,
            char fileType,
            String logicalName,
            String physicalName,
            UUID guid,
            long sizeBytes,
            long backedUpBytes) {}
}

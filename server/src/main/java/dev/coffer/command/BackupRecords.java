package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.media.BackupKind;
import dev.coffer.media.Encryptor;
import dev.coffer.media.PayloadCodec;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the readable part of a set says, as a row of history. */
final class BackupRecords {

    private BackupRecords() {}

    /**
     * @param setBytes what the set takes in the file
     * @param families where it is
     */
    static BackupRecord of(
            SetCore core, SetTrailer trailer, byte[] root, long setBytes, List<BackupRecord.Family> families) {
        return new BackupRecord(
                core.setGuid(),
                new BackupRecord.Media(
                        core.label().mediaSetGuid(),
                        core.label().name(),
                        core.label().description(),
                        core.codec() != PayloadCodec.NONE,
                        core.label().mirrorCount(),
                        families),
                core.position(),
                new BackupRecord.Text(
                        core.text().setName(),
                        core.text().description(),
                        core.text().userName(),
                        core.text().serverName(),
                        core.text().machineName()),
                type(core),
                core.startedAt(),
                trailer.finishedAt(),
                core.expiresAt(),
                new BackupRecord.LogRange(
                        Lsn.ofPosition(core.database().firstLsn()),
                        Lsn.ofPosition(trailer.lastLsn()),
                        Lsn.ofPosition(core.database().checkpointLsn()),
                        Lsn.ofPosition(core.database().databaseBackupLsn())),
                new BackupRecord.Sizes(trailer.payloadBytes(), compressedBytes(core, trailer, setBytes)),
                new BackupRecord.Flags(
                        DatabaseHeaders.isReadOnly(core),
                        DatabaseHeaders.isSingleUser(core),
                        core.hasChecksums(),
                        trailer.damaged(),
                        beginsLogChain(core),
                        core.copyOnly()),
                source(core, trailer),
                base(core),
                encryption(core),
                root,
                files(core, trailer));
    }

    static BackupRecord.Family family(UUID guid, int number, int mirror, DevicePlace place) {
        return new BackupRecord.Family(
                guid,
                number,
                mirror,
                new BackupRecord.Device(place.location().value(), place.deviceType(), place.logicalName()));
    }

    /** SQL Server shows a set that is not compressed with one size twice. */
    static long compressedBytes(SetCore core, SetTrailer trailer, long setBytes) {
        return core.codec() == PayloadCodec.NONE ? trailer.payloadBytes() : setBytes;
    }

    /** The first backup of the log behind the full that a chain begins with. */
    static boolean beginsLogChain(SetCore core) {
        return core.kind() == BackupKind.LOG && core.baseGuid().isEmpty();
    }

    private static char type(SetCore core) {
        return switch (core.kind()) {
            case FULL -> 'D';
            case DIFFERENTIAL -> 'I';
            case LOG -> 'L';
        };
    }

    /** A differential stands on the last full, so that its start is known too. */
    private static Optional<BackupRecord.Base> base(SetCore core) {
        return core.kind() != BackupKind.DIFFERENTIAL
                ? Optional.empty()
                : core.baseGuid()
                        .map(full -> new BackupRecord.Base(
                                full, Lsn.ofPosition(core.database().databaseBackupLsn())));
    }

    private static BackupRecord.Source source(SetCore core, SetTrailer trailer) {
        SetCore.Database database = core.database();
        return new BackupRecord.Source(
                database.name(),
                database.createdAt(),
                database.recoveryModel(),
                database.collation(),
                database.guid(),
                database.familyGuid(),
                database.recoveryForkGuid(),
                trailer.lastForkGuid());
    }

    private static Optional<BackupRecord.Encryption> encryption(SetCore core) {
        return HeaderOnlyRows.algorithm(core.suite())
                .map(algorithm -> new BackupRecord.Encryption(
                        algorithm,
                        core.encryptors().stream().map(BackupRecords::recipient).toList()));
    }

    private static BackupRecord.Recipient recipient(Encryptor encryptor) {
        return new BackupRecord.Recipient(
                HeaderOnlyRows.typeName(encryptor), encryptor.keyId(), encryptor.thumbprint(), encryptor.name());
    }

    private static List<BackupRecord.File> files(SetCore core, SetTrailer trailer) {
        return core.database().files().stream().map(file -> file(file, trailer)).toList();
    }

    private static BackupRecord.File file(SetCore.DatabaseFile file, SetTrailer trailer) {
        Optional<SetTrailer.FileSize> size = trailer.files().stream()
                .filter(candidate -> candidate.fileId() == file.fileId())
                .findFirst();
        return new BackupRecord.File(
                file.fileId(),
                file.type(),
                file.logicalName(),
                file.physicalName(),
                file.guid(),
                size.map(SetTrailer.FileSize::sizeBytes).orElse(file.sizeBytes()),
                size.map(SetTrailer.FileSize::backedUpBytes).orElse(0L));
    }
}

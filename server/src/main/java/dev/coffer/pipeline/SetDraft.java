package dev.coffer.pipeline;

import dev.coffer.engine.Snapshot;
import dev.coffer.media.BackupKind;
import dev.coffer.media.Encryptor;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.PayloadCodec;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.media.Suite;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the statement decides about a set before it begins. Position, log positions, times, sizes and the engine's facts
 * are added by the pipeline when they are known.
 *
 * @param setGuid fresh
 * @param kind full, log or differential
 * @param copyOnly outside the chain of backups
 * @param hasChecksums pages are checked while they are read
 * @param base the set a differential or log stands on
 * @param text names and descriptions
 * @param expiresAt end of RETAINDAYS or EXPIREDATE
 * @param database its firstLsn and checkpointLsn are replaced by the snapshot's
 * @param lastForkGuid the recovery fork at the end
 * @param facts of the instance, which stand beside the engine's
 */
public record SetDraft(
        UUID setGuid,
        BackupKind kind,
        boolean copyOnly,
        boolean hasChecksums,
        Optional<Base> base,
        SetCore.Text text,
        Optional<Instant> expiresAt,
        SetCore.Database database,
        UUID lastForkGuid,
        Map<String, String> facts) {

    static final int CHUNK_SIZE_LOG2 = 20;
    private static final int ROOT_BYTES = 32;

    /** @param root 32 bytes */
    public record Base(UUID guid, byte[] root) {}

    /** @param previousRoot of the set before it on the media; zeros for the first */
    record Place(MediaLabel label, int position, byte[] previousRoot) {}

    SetCore core(Place place, Snapshot.Start start, Suite suite, PayloadCodec codec, List<Encryptor> encryptors) {
        return new SetCore(
                setGuid,
                kind,
                copyOnly,
                hasChecksums,
                place.label(),
                place.position(),
                place.previousRoot(),
                base.map(Base::guid),
                base.map(Base::root).orElseGet(() -> new byte[ROOT_BYTES]),
                suite,
                codec,
                CHUNK_SIZE_LOG2,
                text,
                start.startedAt().truncatedTo(ChronoUnit.MILLIS),
                expiresAt,
                databaseAt(start),
                factsAt(start),
                encryptors);
    }

    private Map<String, String> factsAt(Snapshot.Start start) {
        Map<String, String> all = new HashMap<>(start.facts());
        all.putAll(facts);
        return all;
    }

    private SetCore.Database databaseAt(Snapshot.Start start) {
        return new SetCore.Database(
                database.name(),
                database.guid(),
                database.familyGuid(),
                database.createdAt(),
                database.recoveryModel(),
                database.compatibilityLevel(),
                database.collation(),
                database.recoveryForkGuid(),
                start.firstLsn(),
                start.checkpointLsn(),
                database.databaseBackupLsn(),
                database.files());
    }

    SetTrailer trailer(Snapshot.End end, long payloadBytes, Instant finishedAt) {
        return new SetTrailer(
                finishedAt.truncatedTo(ChronoUnit.MILLIS),
                payloadBytes,
                end.lastLsn(),
                end.firstCommitAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)),
                end.lastCommitAt().map(at -> at.truncatedTo(ChronoUnit.MILLIS)),
                lastForkGuid,
                end.damagedPages(),
                database.files().stream().map(file -> fileSize(file, end)).toList(),
                end.facts());
    }

    private static SetTrailer.FileSize fileSize(SetCore.DatabaseFile file, Snapshot.End end) {
        long bytes = file.type() == 'L' ? end.logBytes() : end.dataBytes();
        return new SetTrailer.FileSize(file.fileId(), Math.max(file.sizeBytes(), bytes), bytes);
    }
}

package dev.coffer.media;

import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known when a set ends; readable by all and signed.
 *
 * @param finishedAt to the millisecond
 * @param payloadBytes the payload before compression, all stripes of the set together
 * @param lastLsn where the set's log ends, as numeric(25,0)
 * @param firstCommitAt earliest commit inside a log set
 * @param lastCommitAt latest commit inside a log set
 * @param lastForkGuid the recovery fork at the end
 * @param damagedPages pages that failed their checksum (CONTINUE_AFTER_ERROR); 0 for a sound set
 * @param files sizes of the database's files as backed up, by file id
 * @param engine the engine's own facts at the end
 */
public record SetTrailer(
        Instant finishedAt,
        long payloadBytes,
        BigInteger lastLsn,
        Optional<Instant> firstCommitAt,
        Optional<Instant> lastCommitAt,
        UUID lastForkGuid,
        long damagedPages,
        List<FileSize> files,
        Map<String, String> engine) {

    public SetTrailer {
        finishedAt = finishedAt.truncatedTo(ChronoUnit.MILLIS);
        Limits.range("Payload size", payloadBytes, 0, Long.MAX_VALUE);
        lastLsn = Fields.requireLsn("Last LSN", lastLsn);
        firstCommitAt = firstCommitAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        lastCommitAt = lastCommitAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        Limits.range("Count of damaged pages", damagedPages, 0, Long.MAX_VALUE);
        Limits.range("Count of files", files.size(), 0, Limits.V1.files());
        files = List.copyOf(files);
        engine = Fields.requireFacts(engine);
    }

    /** @param backedUpBytes bytes of this file that the set holds */
    public record FileSize(int fileId, long sizeBytes, long backedUpBytes) {

        public FileSize {
            Limits.range("File id", fileId, 1, Limits.V1.fileId());
            Limits.range("File size", sizeBytes, 0, Long.MAX_VALUE);
            Limits.range("Backed up bytes", backedUpBytes, 0, Long.MAX_VALUE);
        }
    }

    public boolean damaged() {
        return damagedPages > 0;
    }
}

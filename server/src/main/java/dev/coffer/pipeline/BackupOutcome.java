package dev.coffer.pipeline;

import dev.coffer.engine.Snapshot;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A committed backup set.
 *
 * @param core as the first family has it: label, position, log positions and start time are in it
 * @param familyGuids of all families, by number
 * @param trailer as written: sizes, end position and finish time are in it
 * @param root 32 bytes that stand for the set
 * @param setBytes bytes that the set takes in the files of one mirror: its compressed size
 * @param sizes payload bytes of data files and log, as the engine counted them
 * @param elapsed from the order to the commit
 */
public record BackupOutcome(
        SetCore core,
        List<UUID> familyGuids,
        SetTrailer trailer,
        byte[] root,
        long setBytes,
        Snapshot.End sizes,
        Duration elapsed) {

    public BackupOutcome {
        familyGuids = List.copyOf(familyGuids);
    }
}

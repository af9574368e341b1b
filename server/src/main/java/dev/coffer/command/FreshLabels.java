package dev.coffer.command;

import dev.coffer.media.MediaLabel;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The labels of a media set that a statement begins. */
final class FreshLabels {

    private final UUID mediaSetGuid = UUID.randomUUID();
    private final List<UUID> familyGuids;
    private final int mirrorCount;
    private final String name;
    private final String description;
    private final Instant now;

    FreshLabels(int familyCount, int mirrorCount, BackupOptions options, Instant now) {
        this.familyGuids = Stream.generate(UUID::randomUUID).limit(familyCount).toList();
        this.mirrorCount = mirrorCount;
        this.name = options.mediaName().map(Text::value).orElse("");
        this.description = options.mediaDescription().map(Text::value).orElse("");
        this.now = now;
    }

    /** By the family's index and the mirror's number, both from 0. */
    MediaLabel label(int family, int mirror) {
        return new MediaLabel(
                mediaSetGuid,
                familyGuids.get(family),
                family + 1,
                familyGuids.size(),
                mirror,
                mirrorCount,
                name,
                description,
                now);
    }
}

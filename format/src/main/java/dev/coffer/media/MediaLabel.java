package dev.coffer.media;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The label at the start of a media family: what RESTORE LABELONLY shows.
 *
 * @param mediaSetGuid the same in every family and mirror of the media set
 * @param familyGuid this family's own
 * @param familyNumber 1 to familyCount: the stripe
 * @param familyCount 1 to 64
 * @param mirrorNumber 0 to 3; mirrors hold the same bytes but for this number
 * @param mirrorCount 1 to 4
 * @param name MEDIANAME, possibly empty, at most 128 characters
 * @param description MEDIADESCRIPTION, possibly empty, at most 255 characters
 * @param writtenAt when the label was written, to the millisecond
 */
public record MediaLabel(
        UUID mediaSetGuid,
        UUID familyGuid,
        int familyNumber,
        int familyCount,
        int mirrorNumber,
        int mirrorCount,
        String name,
        String description,
        Instant writtenAt) {

    /** As many as SQL Server has. */
    public static final int MAX_FAMILIES = 64;

    public MediaLabel {
        Limits.range("Family count", familyCount, 1, MAX_FAMILIES);
        Limits.range("Family number", familyNumber, 1, familyCount);
        Limits.range("Mirror count", mirrorCount, 1, 4);
        Limits.range("Mirror number", mirrorNumber, 0, mirrorCount - 1L);
        Limits.text("Media name", name, Limits.V1.nameChars());
        Limits.text("Media description", description, Limits.V1.textChars());
        writtenAt = writtenAt.truncatedTo(ChronoUnit.MILLIS);
    }
}

package dev.coffer.command;

import dev.coffer.media.MediaFile;
import dev.coffer.media.PayloadCodec;
import dev.coffer.result.SqlType;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The 13 columns of RESTORE LABELONLY.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-labelonly-transact-sql">Columns</a>
 */
final class LabelOnlyRows {

    private static final SqlType INT = SqlType.of("int");
    private static final SqlType GUID = SqlType.of("uniqueidentifier");

    private LabelOnlyRows() {}

    static RowShape<MediaFile> shape(ZoneId zone) {
        return new RowShape<MediaFile>()
                .column(
                        "MediaName",
                        SqlType.nvarchar(128),
                        media -> blankIsNull(media.label().name()))
                .column("MediaSetId", GUID, media -> media.label().mediaSetGuid())
                .column("FamilyCount", INT, media -> media.label().familyCount())
                .column("FamilySequenceNumber", INT, media -> media.label().familyNumber())
                .column("MediaFamilyId", GUID, media -> media.label().familyGuid())
                .always("MediaSequenceNumber", INT, 1)
                .always("MediaLabelPresent", SqlType.of("tinyint"), (short) 0)
                .column(
                        "MediaDescription",
                        SqlType.nvarchar(255),
                        media -> blankIsNull(media.label().description()))
                .always("SoftwareName", SqlType.nvarchar(128), "Coffer")
                .always("SoftwareVendorId", INT, HeaderOnlyRows.SOFTWARE_VENDOR_ID)
                .column(
                        "MediaDate",
                        SqlType.of("datetime"),
                        media -> LocalDateTime.ofInstant(media.label().writtenAt(), zone))
                .column("Mirror_Count", INT, media -> media.label().mirrorCount())
                .column(
                        "IsCompressed",
                        SqlType.of("bit"),
                        media ->
                                media.sets().stream().anyMatch(set -> set.core().codec() != PayloadCodec.NONE));
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

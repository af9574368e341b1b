package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One media family as found in a file: its label and its backup sets, footers checked for consistency (not yet for
 * trust). Memory does not grow with the size of the backups: chunk tables are read in pages.
 */
public final class MediaFile {

    private MediaFile() {}

    /** @throws DamagedMedia FOREIGN when it is no media family; a torn tail behind whole sets is no error here */
    public static MediaFile read(ByteSource source) throws IOException, DamagedMedia {
        throw new UnsupportedOperationException();
    }

    public MediaLabel label() {
        throw new UnsupportedOperationException();
    }

    /** Whole sets in file order. */
    public List<BackupSet> sets() {
        throw new UnsupportedOperationException();
    }

    /** What stands behind the last whole set, when anything does: a backup that never ended, or damage. */
    public Optional<DamagedMedia> tornTail() {
        throw new UnsupportedOperationException();
    }

    /** Where the next set begins: an append cuts the file here first. */
    public long endOfLastSet() {
        throw new UnsupportedOperationException();
    }
}

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

    /**
     * The whole set at a 1-based position.
     *
     * @throws DamagedMedia when it is damaged, was moved or cut out, or never ended; INCOMPLETE when there is none
     */
    public BackupSet set(int position) throws DamagedMedia {
        throw new UnsupportedOperationException();
    }

    /** What is damaged or misplaced in front of the last whole set, in file order; a verification reports it. */
    public List<DamagedMedia> damage() {
        throw new UnsupportedOperationException();
    }

    /** What stands behind the last whole set, when anything does: a backup that never ended, or damage. */
    public Optional<DamagedMedia> tornTail() {
        throw new UnsupportedOperationException();
    }

    /**
     * Where the next set begins. An append cuts the file here first, but only when {@link #tornTail} is empty or
     * INCOMPLETE: an ALTERED tail may be a finished backup that was damaged, and is not ours to remove.
     */
    public long endOfLastSet() {
        throw new UnsupportedOperationException();
    }
}

package dev.coffer.pipeline;

import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.SetWriter;
import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The file a set goes into, standing where the set begins. Closing it without a commit leaves the place as it was.
 * Confined to one thread at a time.
 */
final class OpenTarget implements AutoCloseable {

    private static final int ROOT_BYTES = 32;

    private final Optional<GrowingFile> growing;
    private final StagedFile staged;
    private final SetDraft.Place place;
    private final long setOffset;

    private OpenTarget(Optional<GrowingFile> growing, StagedFile staged, SetDraft.Place place) {
        this.growing = growing;
        this.staged = staged;
        this.place = place;
        this.setOffset = staged.positionBytes();
    }

    static OpenTarget open(BackupTarget target) throws IOException, DamagedMedia {
        return switch (target.placement()) {
            case CREATE -> begin(target, Store.Existing.REFUSE);
            case REPLACE -> begin(target, Store.Existing.REPLACE);
            case APPEND ->
                target.store().exists(target.location()) ? grow(target) : begin(target, Store.Existing.REFUSE);
        };
    }

    private static OpenTarget begin(BackupTarget target, Store.Existing existing) throws IOException {
        StagedFile staged = target.store().create(target.location(), existing);
        try {
            SetWriter.writeLabel(staged, target.newLabel());
            return new OpenTarget(
                    Optional.empty(), staged, new SetDraft.Place(target.newLabel(), 1, new byte[ROOT_BYTES]));
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    private static OpenTarget grow(BackupTarget target) throws IOException, DamagedMedia {
        GrowingFile growing = target.store().append(target.location());
        try {
            MediaFile media = MediaFile.read(growing);
            requireSound(media);
            return new OpenTarget(Optional.of(growing), growing.writeFrom(media.endOfLastSet()), nextPlace(media));
        } catch (IOException | DamagedMedia | RuntimeException e) {
            growing.close();
            throw e;
        }
    }

    /** A backup that never ended may be cut off. Anything else that is damaged is evidence, and stays as it is. */
    private static void requireSound(MediaFile media) throws DamagedMedia {
        if (!media.damage().isEmpty()) {
            throw media.damage().get(0);
        }
        Optional<DamagedMedia> tail = media.tornTail();
        if (tail.isPresent() && tail.get().kind() != DamagedMedia.Kind.INCOMPLETE) {
            throw tail.get();
        }
    }

    private static SetDraft.Place nextPlace(MediaFile media) {
        List<BackupSet> sets = media.sets();
        if (sets.isEmpty()) {
            return new SetDraft.Place(media.label(), 1, new byte[ROOT_BYTES]);
        }
        BackupSet last = sets.get(sets.size() - 1);
        return new SetDraft.Place(media.label(), last.core().position() + 1, last.root());
    }

    StagedFile staged() {
        return staged;
    }

    SetDraft.Place place() {
        return place;
    }

    /** Bytes of the set so far. */
    long setBytes() {
        return staged.positionBytes() - setOffset;
    }

    void commit() throws IOException {
        staged.commit();
    }

    @Override
    public void close() {
        staged.close();
        growing.ifPresent(GrowingFile::close);
    }
}

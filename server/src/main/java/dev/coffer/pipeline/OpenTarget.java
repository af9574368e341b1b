package dev.coffer.pipeline;

import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaFile;
import dev.coffer.media.SetWriter;
import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One file that a set goes into, kept from other writers. Closing it without a commit leaves the place as it was.
 * Confined to one thread at a time.
 */
final class OpenTarget implements AutoCloseable {

    private static final int ROOT_BYTES = 32;

    private final BackupTarget target;
    private final Optional<GrowingFile> growing;
    private final Optional<MediaFile> media;
    private @Nullable StagedFile staged;
    private long setOffset;

    private OpenTarget(
            BackupTarget target,
            Optional<GrowingFile> growing,
            Optional<MediaFile> media,
            @Nullable StagedFile staged) {
        this.target = target;
        this.growing = growing;
        this.media = media;
        this.staged = staged;
    }

    /** Takes the name, and reads what stands there when that is to grow; writes nothing yet. */
    static OpenTarget take(BackupTarget target, Cancellation cancellation) throws IOException, DamagedMedia {
        return switch (target.placement()) {
            case CREATE -> create(target, Store.Existing.REFUSE);
            case REPLACE -> create(target, Store.Existing.REPLACE);
            case APPEND ->
                target.store().exists(target.location())
                        ? hold(target, cancellation)
                        : create(target, Store.Existing.REFUSE);
        };
    }

    private static OpenTarget create(BackupTarget target, Store.Existing existing) throws IOException {
        StagedFile staged = target.store().create(target.location(), existing);
        return new OpenTarget(target, Optional.empty(), Optional.empty(), staged);
    }

    private static OpenTarget hold(BackupTarget target, Cancellation cancellation) throws IOException, DamagedMedia {
        GrowingFile growing = target.store().append(target.location());
        try {
            MediaFile media = MediaFile.read(growing, cancellation::check);
            requireSound(media);
            return new OpenTarget(target, Optional.of(growing), Optional.of(media), null);
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

    /** Whether a media family stands there already. */
    boolean grows() {
        return media.isPresent();
    }

    /** Position of the last whole set; 0 when there is none. */
    int lastPosition() {
        return media.map(MediaFile::lastPosition).orElse(0);
    }

    /** Which set stands at a position that is not behind the last. */
    UUID setAt(int position) throws IOException, DamagedMedia {
        return existing().set(position).core().setGuid();
    }

    private MediaFile existing() {
        return media.orElseThrow(() -> new IllegalStateException("Nothing stands there yet"));
    }

    /**
     * Goes to where the set begins: behind the label of a new family, or behind that position; what follows there is
     * cut off.
     */
    SetDraft.Place begin(int position) throws IOException, DamagedMedia {
        SetDraft.Place place;
        if (growing.isEmpty()) {
            SetWriter.writeLabel(staged(), target.newLabel());
            place = new SetDraft.Place(target.newLabel(), 1, new byte[ROOT_BYTES]);
        } else {
            MediaFile present = existing();
            byte[] root =
                    position == 0 ? new byte[ROOT_BYTES] : present.set(position).root();
            place = new SetDraft.Place(present.label(), position + 1, root);
            staged = growing.get().writeFrom(present.endOf(position));
        }
        setOffset = staged().positionBytes();
        return place;
    }

    StagedFile staged() {
        if (staged == null) {
            throw new IllegalStateException("The set has not begun");
        }
        return staged;
    }

    /** Bytes of the set so far. */
    long setBytes() {
        return staged().positionBytes() - setOffset;
    }

    @Override
    public void close() {
        if (staged != null) {
            staged.close();
        }
        growing.ifPresent(GrowingFile::close);
    }
}

package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One media family as found in a file: its label and its backup sets, footers checked for consistency (not yet for
 * trust). Memory does not grow with the size of the backups: chunk tables are read in pages. Thread-safe.
 */
public final class MediaFile {

    /** What stands at one place of the file, in file order: a whole set, or what is wrong there. */
    private record Place(Optional<StoredSet> set, Optional<DamagedMedia> damage) {

        static Place whole(StoredSet set) {
            return new Place(Optional.of(set), Optional.empty());
        }

        static Place damaged(DamagedMedia damage) {
            return new Place(Optional.empty(), Optional.of(damage));
        }
    }

    private final LabelCodec.Stored label;
    private final List<Place> places;

    private MediaFile(LabelCodec.Stored label, List<Place> places) {
        this.label = label;
        this.places = List.copyOf(places);
    }

    /** @throws DamagedMedia FOREIGN when it is no media family; a torn tail behind whole sets is no error here */
    public static MediaFile read(ByteSource source) throws IOException, DamagedMedia {
        LabelCodec.Stored label = LabelCodec.read(source);
        SetScan scan = SetScan.of(source, label.endOffset());
        List<Place> places = new ArrayList<>();
        Optional<StoredSet> before = Optional.empty();
        for (int i = 0; i <= scan.extents().size(); i++) {
            if (i == scan.gapIndex() && scan.gap().isPresent()) {
                places.add(Place.damaged(scan.gap().get()));
            }
            if (i == scan.extents().size()) {
                break;
            }
            Place place = read(scan.extents().get(i), label, before);
            before = place.set().isPresent() ? place.set() : before;
            places.add(place);
        }
        return new MediaFile(label, places);
    }

    private static Place read(Extent extent, LabelCodec.Stored label, Optional<StoredSet> before) throws IOException {
        try {
            StoredSet set = StoredSet.read(extent, label);
            requireInPlace(set, before, label.endOffset());
            return Place.whole(set);
        } catch (DamagedMedia e) {
            return Place.damaged(e);
        }
    }

    /** A set names its position and the root of the set in front of it, so that none can be moved or cut out. */
    private static void requireInPlace(StoredSet set, Optional<StoredSet> before, long labelEnd) throws DamagedMedia {
        long start = set.extent().start();
        int position = set.core().position();
        boolean fits;
        if (start == labelEnd) {
            fits = position == 1 && Arrays.equals(set.core().previousRoot(), SetCore.noRoot());
        } else if (before.isPresent() && before.get().extent().end() == start) {
            fits = position == before.get().core().position() + 1
                    && Arrays.equals(set.core().previousRoot(), before.get().root());
        } else {
            // What stood in front is damaged: its root cannot be compared.
            fits = position > before.map(earlier -> earlier.core().position()).orElse(0) + 1;
        }
        if (!fits) {
            throw Damage.altered("The set at byte " + start + " says that it is number " + position
                    + " behind another set than the one in front: it was moved, or a set was cut out");
        }
    }

    public MediaLabel label() {
        return label.label();
    }

    /** Whole sets in file order. */
    public List<BackupSet> sets() {
        List<BackupSet> sets = new ArrayList<>();
        places.forEach(place -> place.set().ifPresent(sets::add));
        return sets;
    }

    /**
     * The whole set at a 1-based position.
     *
     * @throws DamagedMedia when it is damaged, was moved or cut out, or never ended; INCOMPLETE when there is none
     */
    public BackupSet set(int position) throws DamagedMedia {
        for (Place place : places) {
            if (place.set().isPresent() && place.set().get().core().position() == position) {
                return place.set().get();
            }
        }
        int place = Math.min(position, places.size()) - 1;
        if (place >= 0 && places.get(place).damage().isPresent()) {
            throw places.get(place).damage().get();
        }
        Optional<DamagedMedia> any =
                places.stream().flatMap(each -> each.damage().stream()).findFirst();
        throw any.orElseGet(() ->
                Damage.incomplete("The media holds " + places.size() + " backup sets, none at position " + position));
    }

    /** What is damaged or misplaced in front of the last whole set, in file order; a verification reports it. */
    public List<DamagedMedia> damage() {
        return places.subList(0, wholeUpTo()).stream()
                .flatMap(place -> place.damage().stream())
                .toList();
    }

    /** What stands behind the last whole set, when anything does: a backup that never ended, or damage. */
    public Optional<DamagedMedia> tornTail() {
        return places.stream()
                .skip(wholeUpTo())
                .flatMap(place -> place.damage().stream())
                .findFirst();
    }

    /**
     * Where the next set begins. An append cuts the file here first, but only when {@link #tornTail} is empty or
     * INCOMPLETE: an ALTERED tail may be a finished backup that was damaged, and is not ours to remove.
     */
    public long endOfLastSet() {
        int end = wholeUpTo();
        return end == 0
                ? label.endOffset()
                : places.get(end - 1).set().map(set -> set.extent().end()).orElse(label.endOffset());
    }

    /** Where the whole set at that position ends; 0 stands for the label. What follows may be cut off there. */
    public long endOf(int position) throws DamagedMedia {
        if (position == 0) {
            return label.endOffset();
        }
        for (Place place : places) {
            if (place.set().isPresent() && place.set().get().core().position() == position) {
                return place.set().get().extent().end();
            }
        }
        throw Damage.incomplete("The media holds no whole backup set at position " + position);
    }

    /** How many places there are up to and with the last whole set. */
    private int wholeUpTo() {
        for (int i = places.size(); i > 0; i--) {
            if (places.get(i - 1).set().isPresent()) {
                return i;
            }
        }
        return 0;
    }
}

package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One media family as found in a file: its label and its backup sets, footers checked for consistency (not yet for
 * trust). Only where each set lies is kept, and the set that was read last; another is read again when it is asked for,
 * so memory grows neither with the size of the backups nor with what a stranger wrote into them: the file must stay
 * open. Thread-safe.
 */
public final class MediaFile {

    /** What stands at one place of the file, in file order: a whole set, or what is wrong there. */
    private record Place(
            long start, long end, int position, @Nullable DamagedMedia damage) {

        boolean isWhole() {
            return damage == null;
        }

        static Place damaged(DamagedMedia damage) {
            return new Place(0, 0, 0, damage);
        }
    }

    private final ByteSource source;
    private final LabelCodec.Stored label;
    private final List<Place> places;
    private final List<Place> whole;

    /** Most files hold one set, and most readers go through them more than once. */
    private volatile @Nullable Known last;

    /** A set that was read from its place. */
    private record Known(Place place, BackupSet set) {}

    private MediaFile(ByteSource source, LabelCodec.Stored label, List<Place> places, @Nullable Known last) {
        this.source = source;
        this.label = label;
        this.places = List.copyOf(places);
        this.whole = places.stream().filter(Place::isWhole).toList();
        this.last = last;
    }

    /** As {@link #read(ByteSource, Runnable)}, of a file that takes no time. */
    public static MediaFile read(ByteSource source) throws IOException, DamagedMedia {
        return read(source, () -> {});
    }

    /**
     * @param goOn asked between two reads, and may throw
     * @throws DamagedMedia FOREIGN when it is no media family; a torn tail behind whole sets is no error here
     */
    public static MediaFile read(ByteSource source, Runnable goOn) throws IOException, DamagedMedia {
        LabelCodec.Stored label = LabelCodec.read(source);
        SetScan scan = SetScan.of(source, label.endOffset(), goOn);
        List<Place> places = new ArrayList<>();
        @Nullable StoredSet before = null;
        @Nullable Known last = null;
        int damaged = 0;
        for (int i = 0; i <= scan.extents().size(); i++) {
            goOn.run();
            if (i == scan.gapIndex() && scan.gap().isPresent()) {
                places.add(Place.damaged(scan.gap().get()));
            }
            if (i == scan.extents().size()) {
                break;
            }
            try {
                Extent extent = scan.extents().get(i);
                StoredSet set = StoredSet.read(extent, label);
                requireInPlace(set, Optional.ofNullable(before), label.endOffset());
                Place place = new Place(extent.start(), extent.end(), set.core().position(), null);
                places.add(place);
                before = set;
                last = new Known(place, set);
            } catch (DamagedMedia e) {
                if (++damaged > Limits.V1.damagedSets()) {
                    throw e;
                }
                places.add(Place.damaged(e));
            }
        }
        return new MediaFile(source, label, places, last);
    }

    private BackupSet at(Place place) throws IOException, DamagedMedia {
        @Nullable Known known = last;
        if (known != null && known.place().equals(place)) {
            return known.set();
        }
        StoredSet set = StoredSet.read(new Extent(source, place.start(), place.end()), label);
        if (set.core().position() != place.position()) {
            throw Damage.altered("The set at byte " + place.start() + " was changed while it was read");
        }
        last = new Known(place, set);
        return set;
    }

    /** Each is read when it is asked for, unless it is the last that was. */
    private final class Sets extends AbstractList<BackupSet> implements RandomAccess {

        @Override
        public BackupSet get(int index) {
            try {
                return at(whole.get(index));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (DamagedMedia e) {
                throw new UncheckedIOException(new IOException(e.getMessage(), e));
            }
        }

        @Override
        public int size() {
            return whole.size();
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

    /**
     * Whole sets in file order, each read when it is asked for: keep one, not all.
     *
     * @throws UncheckedIOException from the list, when the file cannot be read any more, or was changed
     */
    public List<BackupSet> sets() {
        return new Sets();
    }

    /** Position of the last whole set; 0 when there is none. */
    public int lastPosition() {
        return whole.isEmpty() ? 0 : whole.get(whole.size() - 1).position();
    }

    /**
     * The whole set at a 1-based position.
     *
     * @throws DamagedMedia when it is damaged, was moved or cut out, or never ended; INCOMPLETE when there is none
     */
    public BackupSet set(int position) throws IOException, DamagedMedia {
        for (Place place : whole) {
            if (place.position() == position) {
                return at(place);
            }
        }
        int index = Math.min(position, places.size()) - 1;
        @Nullable DamagedMedia there = index < 0 ? null : places.get(index).damage();
        if (there != null) {
            throw there;
        }
        throw damaged(places)
                .findFirst()
                .orElseGet(() -> Damage.incomplete(
                        "The media holds " + places.size() + " backup sets, none at position " + position));
    }

    private static Stream<DamagedMedia> damaged(List<Place> places) {
        return places.stream().map(Place::damage).flatMap(Stream::ofNullable);
    }

    /** What is damaged or misplaced in front of the last whole set, in file order; a verification reports it. */
    public List<DamagedMedia> damage() {
        return damaged(places.subList(0, wholeUpTo())).toList();
    }

    /** What stands behind the last whole set, when anything does: a backup that never ended, or damage. */
    public Optional<DamagedMedia> tornTail() {
        return damaged(places.subList(wholeUpTo(), places.size())).findFirst();
    }

    /** Where the whole set at that position ends; 0 stands for the label. What follows may be cut off there. */
    public long endOf(int position) throws DamagedMedia {
        if (position == 0) {
            return label.endOffset();
        }
        for (Place place : whole) {
            if (place.position() == position) {
                return place.end();
            }
        }
        throw Damage.incomplete("The media holds no whole backup set at position " + position);
    }

    /** How many places there are up to and with the last whole set. */
    private int wholeUpTo() {
        for (int i = places.size(); i > 0; i--) {
            if (places.get(i - 1).isWhole()) {
                return i;
            }
        }
        return 0;
    }
}

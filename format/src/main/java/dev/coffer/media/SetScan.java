package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds where the sets of a media file lie, without believing any of it: backwards by the locators, a few reads a set;
 * and where they do not lead to the label, forwards by the frames.
 *
 * @param extents in file order
 * @param gap what stands between the sets found forwards and those found backwards, or behind them all
 * @param gapIndex how many extents lie in front of the gap
 */
record SetScan(List<Extent> extents, Optional<DamagedMedia> gap, int gapIndex) {

    static SetScan of(ByteSource source, long labelEnd) throws IOException {
        long size = source.sizeBytes();
        List<Extent> back = backwards(source, labelEnd, size);
        long lowest = back.isEmpty() ? size : back.get(0).start();
        List<Extent> extents = new ArrayList<>();
        long at = labelEnd;
        Optional<DamagedMedia> gap = Optional.empty();
        while (at < lowest && gap.isEmpty() && extents.size() < Limits.V1.sets()) {
            try {
                Extent found = forwards(new Extent(source, at, lowest));
                extents.add(found);
                at = found.end();
            } catch (DamagedMedia e) {
                gap = Optional.of(e);
            }
        }
        int gapIndex = extents.size();
        extents.addAll(back);
        return new SetScan(List.copyOf(extents), gap, gapIndex);
    }

    private static List<Extent> backwards(ByteSource source, long labelEnd, long size) throws IOException {
        List<Extent> found = new ArrayList<>();
        long end = size;
        while (end - Marks.LOCATOR_BYTES > labelEnd && found.size() < Limits.V1.sets()) {
            ByteBuffer locator = ByteBuffer.allocate(Marks.LOCATOR_BYTES);
            source.readFully(end - Marks.LOCATOR_BYTES, locator);
            long setBytes = locator.getLong(0);
            byte[] magic = Arrays.copyOfRange(locator.array(), 12, Marks.LOCATOR_BYTES);
            if (!Arrays.equals(magic, Marks.END_MAGIC)
                    || setBytes < Marks.SET_PREFIX_BYTES + Marks.LOCATOR_BYTES
                    || setBytes > end - labelEnd
                    || !beginsWithSet(source, end - setBytes)) {
                break;
            }
            found.add(0, new Extent(source, end - setBytes, end));
            end -= setBytes;
        }
        return found;
    }

    private static boolean beginsWithSet(ByteSource source, long offset) throws IOException {
        byte[] magic = new byte[Marks.MAGIC_BYTES];
        source.readFully(offset, ByteBuffer.wrap(magic));
        return Arrays.equals(magic, Marks.SET_MAGIC);
    }

    /** The set at the start of the room, by its frames: one read of four bytes each. */
    private static Extent forwards(Extent room) throws IOException, DamagedMedia {
        byte[] prefix = room.read(0, (int) Math.min(Marks.SET_PREFIX_BYTES, room.sizeBytes()));
        if (prefix.length < Marks.SET_PREFIX_BYTES) {
            int compared = Math.min(prefix.length, Marks.MAGIC_BYTES);
            if (Arrays.equals(prefix, 0, compared, Marks.SET_MAGIC, 0, compared)) {
                throw Damage.incomplete("The file ends inside the set at byte " + room.start());
            }
            throw Damage.altered("No backup set begins at byte " + room.start());
        }
        long at = CoreReader.prefix(prefix).chunksOffset();
        boolean last = false;
        boolean page = false;
        // The last chunk's page is the last frame.
        while (!last || !page) {
            int word = word(room, at);
            page = (word & Marks.PAGE_BIT) != 0;
            last |= word < 0;
            int length = word & Marks.FRAME_LENGTH_MASK;
            if ((word & ~(Marks.LAST_BIT | Marks.PAGE_BIT | Marks.FRAME_LENGTH_MASK)) != 0 || (page && word < 0)) {
                throw Damage.altered("The frame at byte " + (room.start() + at) + " is malformed");
            }
            at += Marks.FRAME_WORD_BYTES + length;
        }
        byte[] front = room.read(at, Marks.FOOTER_PREFIX_BYTES);
        int bodyBytes = ByteBuffer.wrap(front).getInt(Marks.MAGIC_BYTES);
        if (!Arrays.equals(Arrays.copyOf(front, Marks.MAGIC_BYTES), Marks.FOOTER_MAGIC)
                || bodyBytes < Marks.FOOTER_PREFIX_BYTES
                || bodyBytes > Footer.MAX_BYTES) {
            throw Damage.altered("No footer follows the chunks at byte " + (room.start() + at));
        }
        long signatureAt = at + bodyBytes + 2L * Marks.HASH_BYTES + 1;
        byte[] length = room.read(signatureAt, Short.BYTES);
        long footerEnd = signatureAt + Short.BYTES + (ByteBuffer.wrap(length).getShort() & 0xFFFF);
        room.read(footerEnd, Marks.LOCATOR_BYTES);
        return new Extent(room.source(), room.start(), room.start() + footerEnd + Marks.LOCATOR_BYTES);
    }

    private static int word(Extent room, long at) throws IOException, DamagedMedia {
        int word = ByteBuffer.wrap(room.read(at, Marks.FRAME_WORD_BYTES)).getInt();
        if (word != 0) {
            return word;
        }
        // A file system that lost power may leave zeros where data was to come.
        byte[] end = room.read(room.sizeBytes() - 1, 1);
        String where = "at byte " + (room.start() + at);
        throw end[0] == 0
                ? Damage.incomplete("The file goes on with zeros " + where)
                : Damage.altered("The frame " + where + " is empty");
    }
}

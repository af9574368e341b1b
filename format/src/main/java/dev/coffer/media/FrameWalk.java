package dev.coffer.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Finds where the set at the start of some room ends, by the words of its frames: one read of four bytes a frame, and
 * where frames are short, one read for many. Confined to one thread.
 */
final class FrameWalk {

    private static final int WINDOW_BYTES = 64 << 10;

    private final Extent room;
    private final Runnable goOn;

    /** What was read last, and where; long only among short frames. */
    private byte[] window = {};

    private long windowAt;
    private int lastFrameBytes = Integer.MAX_VALUE;

    FrameWalk(Extent room, Runnable goOn) {
        this.room = room;
        this.goOn = goOn;
    }

    /**
     * @throws DamagedMedia INCOMPLETE when the room ends inside a set; ALTERED when none is there, or its frames are
     *     not in the order of the format
     */
    Extent walk() throws IOException, DamagedMedia {
        byte[] prefix = room.read(0, (int) Math.min(Marks.SET_PREFIX_BYTES, room.sizeBytes()));
        if (prefix.length < Marks.SET_PREFIX_BYTES) {
            int compared = Math.min(prefix.length, Marks.MAGIC_BYTES);
            if (Arrays.equals(prefix, 0, compared, Marks.SET_MAGIC, 0, compared)) {
                throw Damage.incomplete("The file ends inside the set at byte " + room.start());
            }
            throw Damage.altered("No backup set begins at byte " + room.start());
        }
        return footer(frames(CoreReader.prefix(prefix)));
    }

    /** Behind the last chunk's page, which is the last frame. */
    private long frames(CoreReader.Prefix prefix) throws IOException, DamagedMedia {
        int tagBytes = prefix.suite() == Suite.NONE ? 0 : dev.coffer.crypto.Aead.TAG_BYTES;
        long at = prefix.chunksOffset();
        boolean last = false;
        int unlisted = 0;
        while (true) {
            int word = word(at);
            boolean page = (word & Marks.PAGE_BIT) != 0;
            int length = word & Marks.FRAME_LENGTH_MASK;
            boolean known = (word & ~(Marks.LAST_BIT | Marks.PAGE_BIT | Marks.FRAME_LENGTH_MASK)) == 0;
            boolean inOrder = page
                    ? word > 0 && unlisted > 0 && length == unlisted * Marks.PAGE_ENTRY_BYTES
                    : !last
                            && unlisted < Limits.V1.chunksPerPage()
                            && (word < 0 ? length >= tagBytes : length > tagBytes);
            if (!known || !inOrder) {
                throw Damage.altered("The frame at byte " + (room.start() + at) + " is malformed");
            }
            at += Marks.FRAME_WORD_BYTES + length;
            lastFrameBytes = length;
            if (page && last) {
                return at;
            }
            unlisted = page ? 0 : unlisted + 1;
            last |= word < 0;
        }
    }

    private Extent footer(long at) throws IOException, DamagedMedia {
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

    private int word(long at) throws IOException, DamagedMedia {
        if (at < windowAt || at + Marks.FRAME_WORD_BYTES > windowAt + window.length) {
            goOn.run();
            int wanted = lastFrameBytes < WINDOW_BYTES / 2 ? WINDOW_BYTES : Marks.FRAME_WORD_BYTES;
            int there = (int) Math.max(Marks.FRAME_WORD_BYTES, Math.min(wanted, room.sizeBytes() - at));
            window = room.read(at, there);
            windowAt = at;
        }
        int word = ByteBuffer.wrap(window).getInt((int) (at - windowAt));
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

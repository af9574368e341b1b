package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A range of a media file that claims to be one set; end exclusive. */
record Extent(ByteSource source, long start, long end) {

    long sizeBytes() {
        return end - start;
    }

    /** Bytes of the set, by offset from its start; what the file or the extent does not hold is an incomplete set. */
    byte[] read(long offset, int length) throws IOException, DamagedMedia {
        if (length < 0 || offset < 0 || offset > sizeBytes() - length) {
            throw Damage.incomplete("The set at byte " + start + " ends too early");
        }
        byte[] bytes = new byte[length];
        try {
            source.readFully(start + offset, ByteBuffer.wrap(bytes));
        } catch (EOFException e) {
            throw Damage.incomplete("The file ends inside the set at byte " + start);
        }
        return bytes;
    }
}

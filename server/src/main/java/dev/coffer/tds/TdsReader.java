package dev.coffer.tds;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message, little-endian as TDS is, and refuses to go past its end: every length is compared with what is
 * there before anything is allocated. Of a message that is still coming it holds what was not read yet. Confined to one
 * thread.
 */
final class TdsReader {

    private static final byte[] NOTHING = new byte[0];

    private final Rest rest;
    private ByteBuffer bytes;
    private boolean ended;

    /** What is still to come of a message. */
    @FunctionalInterface
    interface Rest {
        /** The next bytes, waiting for them; null when there are no more. */
        byte @Nullable [] more() throws MalformedMessage;
    }

    TdsReader(byte[] message) {
        this(message, () -> null);
    }

    /** Reads a message that is still coming; positions and what remains are those of the part that is here. */
    TdsReader(Rest rest) {
        this(NOTHING, rest);
    }

    private TdsReader(byte[] first, Rest rest) {
        this.rest = rest;
        this.bytes = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN);
    }

    int u8() throws MalformedMessage {
        require(1);
        return bytes.get() & 0xFF;
    }

    int u16() throws MalformedMessage {
        require(2);
        return bytes.getShort() & 0xFFFF;
    }

    short i16() throws MalformedMessage {
        require(2);
        return bytes.getShort();
    }

    int i32() throws MalformedMessage {
        require(4);
        return bytes.getInt();
    }

    long u32() throws MalformedMessage {
        return i32() & 0xFFFF_FFFFL;
    }

    long i64() throws MalformedMessage {
        require(8);
        return bytes.getLong();
    }

    /** Big-endian: only what PRELOGIN says of itself. */
    int u16BigEndian() throws MalformedMessage {
        require(2);
        return Short.toUnsignedInt(Short.reverseBytes(bytes.getShort()));
    }

    byte[] raw(long length) throws MalformedMessage {
        if (length > bytes.remaining() && !ended) {
            return gathered(length);
        }
        require(length);
        byte[] value = new byte[(int) length];
        bytes.get(value);
        return value;
    }

    /** Grows with what comes, whatever length the client says. */
    private byte[] gathered(long length) throws MalformedMessage {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        while (value.size() < length) {
            if (!bytes.hasRemaining()) {
                require(1);
            }
            byte[] part = new byte[(int) Math.min(bytes.remaining(), length - value.size())];
            bytes.get(part);
            value.writeBytes(part);
        }
        return value.toByteArray();
    }

    /** UTF-16LE text of that many code units. */
    String text(int characters) throws MalformedMessage {
        return new String(raw(2L * characters), StandardCharsets.UTF_16LE);
    }

    /** B_VARCHAR: a byte that counts code units, then the text. */
    String shortText() throws MalformedMessage {
        return text(u8());
    }

    /** US_VARCHAR: two bytes that count code units, then the text. */
    String longText() throws MalformedMessage {
        return text(u16());
    }

    /** The byte that comes next, left where it is; -1 at the end. */
    int peek() {
        return bytes.hasRemaining() ? bytes.get(bytes.position()) & 0xFF : -1;
    }

    void skip(long length) throws MalformedMessage {
        require(length);
        bytes.position(bytes.position() + (int) length);
    }

    void seek(int position) throws MalformedMessage {
        if (position < 0 || position > bytes.limit()) {
            throw new MalformedMessage("Offset " + position + " lies outside the message of " + bytes.limit());
        }
        bytes.position(position);
    }

    int position() {
        return bytes.position();
    }

    int remaining() {
        return bytes.remaining();
    }

    /** Whether the message has nothing more, here or to come. */
    boolean atEnd() throws MalformedMessage {
        return !bytes.hasRemaining() && !refill();
    }

    /** Whether it was read for more than there was. */
    boolean isExhausted() {
        return ended;
    }

    private boolean refill() throws MalformedMessage {
        byte[] more = ended ? null : rest.more();
        if (more == null) {
            ended = true;
            return false;
        }
        ByteBuffer joined = ByteBuffer.allocate(bytes.remaining() + more.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes = joined.put(bytes).put(more).flip();
        return true;
    }

    private void require(long length) throws MalformedMessage {
        boolean more = true;
        while (bytes.remaining() < length && more) {
            more = refill();
        }
        if (length < 0 || bytes.remaining() < length) {
            throw new MalformedMessage(
                    "Needs " + length + " bytes at byte " + bytes.position() + ", has " + bytes.remaining());
        }
    }
}

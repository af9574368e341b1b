package dev.coffer.tds;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads one message, little-endian as TDS is, and refuses to go past its end: every length is compared with what is
 * there before anything is allocated. Confined to one thread.
 */
final class TdsReader {

    private final ByteBuffer bytes;

    TdsReader(byte[] message) {
        this.bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
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
        require(length);
        byte[] value = new byte[(int) length];
        bytes.get(value);
        return value;
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

    private void require(long length) throws MalformedMessage {
        if (length < 0 || bytes.remaining() < length) {
            throw new MalformedMessage(
                    "Needs " + length + " bytes at byte " + bytes.position() + ", has " + bytes.remaining());
        }
    }
}

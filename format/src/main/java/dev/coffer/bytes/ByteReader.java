package dev.coffer.bytes;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Reads a small big-endian structure and refuses to go past its end: every length is compared with what is there before
 * anything is allocated. Confined to one thread.
 */
public final class ByteReader {

    /** The structure ended early, had bytes left over, or held a value outside its bounds. */
    public static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        public Malformed(String message) {
            super(message);
        }
    }

    private final ByteBuffer bytes;

    public ByteReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public int u8() throws Malformed {
        require(1);
        return bytes.get() & 0xFF;
    }

    public int u16() throws Malformed {
        require(2);
        return bytes.getShort() & 0xFFFF;
    }

    public long u32() throws Malformed {
        require(4);
        return bytes.getInt() & 0xFFFF_FFFFL;
    }

    public long i64() throws Malformed {
        require(8);
        return bytes.getLong();
    }

    /** A 64-bit count or size: negative values are refused. */
    public long size64() throws Malformed {
        long value = i64();
        if (value < 0) {
            throw new Malformed("Negative size " + value + " at byte " + (bytes.position() - 8));
        }
        return value;
    }

    public UUID guid() throws Malformed {
        return new UUID(i64(), i64());
    }

    public byte[] raw(int length) throws Malformed {
        require(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    /** Bytes behind a 16-bit length of at most {@code maxLength}. */
    public byte[] bytes16(int maxLength) throws Malformed {
        return raw(bounded(u16(), maxLength));
    }

    /** Bytes behind a 32-bit length of at most {@code maxLength}. */
    public byte[] bytes32(int maxLength) throws Malformed {
        return raw(bounded(u32(), maxLength));
    }

    /** UTF-8 text behind a 16-bit length in bytes of at most {@code maxBytes}. Malformed UTF-8 is refused. */
    public String text(int maxBytes) throws Malformed {
        byte[] encoded = bytes16(maxBytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(encoded))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("Text is not UTF-8, before byte " + bytes.position());
        }
    }

    public int position() {
        return bytes.position();
    }

    public int remaining() {
        return bytes.remaining();
    }

    /** The structure must end here. */
    public void requireEnd() throws Malformed {
        if (bytes.hasRemaining()) {
            throw new Malformed(bytes.remaining() + " bytes left over at byte " + bytes.position());
        }
    }

    private static int bounded(long length, int maxLength) throws Malformed {
        if (length > maxLength) {
            throw new Malformed("Length " + length + " is over the bound " + maxLength);
        }
        return (int) length;
    }

    private void require(int length) throws Malformed {
        if (length < 0 || bytes.remaining() < length) {
            throw new Malformed(
                    "Needs " + length + " bytes at byte " + bytes.position() + ", has " + bytes.remaining());
        }
    }
}

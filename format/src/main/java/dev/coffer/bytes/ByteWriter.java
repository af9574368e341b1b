package dev.coffer.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Builds a small big-endian structure in memory. Confined to one thread. */
public final class ByteWriter {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public ByteWriter u8(int value) {
        requireRange(value, 0xFF);
        bytes.write(value);
        return this;
    }

    public ByteWriter u16(int value) {
        requireRange(value, 0xFFFF);
        bytes.write(value >>> 8);
        bytes.write(value);
        return this;
    }

    public ByteWriter u32(long value) {
        requireRange(value, 0xFFFF_FFFFL);
        return u16((int) (value >>> 16)).u16((int) (value & 0xFFFF));
    }

    public ByteWriter i64(long value) {
        return u32(value >>> 32).u32(value & 0xFFFF_FFFFL);
    }

    public ByteWriter guid(UUID value) {
        return i64(value.getMostSignificantBits()).i64(value.getLeastSignificantBits());
    }

    public ByteWriter raw(byte[] value) {
        bytes.writeBytes(value);
        return this;
    }

    /** A 16-bit length and that many bytes. */
    public ByteWriter bytes16(byte[] value) {
        return u16(value.length).raw(value);
    }

    /** A 32-bit length and that many bytes. */
    public ByteWriter bytes32(byte[] value) {
        return u32(value.length).raw(value);
    }

    /** A 16-bit length in bytes and the text in UTF-8. */
    public ByteWriter text(String value) {
        return bytes16(value.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.size();
    }

    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    private static void requireRange(long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("Value " + value + " does not fit into 0.." + max);
        }
    }
}

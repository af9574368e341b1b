package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * BIGBINARY and BIGVARBINARY: two bytes for the length, 0xFFFF for NULL; of max, in parts.
 *
 * @param length -1 for max
 */
record BinaryCodec(int code, int length) implements TypeCodec {

    private static final int MAX = 0xFFFF;

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code).writeShortLE(length < 0 ? MAX : length);
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            writeNull(out);
            return;
        }
        byte[] bytes = (byte[]) value;
        if (length < 0) {
            PartialValue.write(out, bytes);
        } else {
            out.writeShortLE(requireShort(bytes.length)).writeBytes(bytes);
        }
    }

    private void writeNull(ByteBuf out) {
        if (length < 0) {
            PartialValue.writeNull(out);
        } else {
            out.writeShortLE(MAX);
        }
    }

    static int requireShort(int lengthBytes) {
        if (lengthBytes >= MAX) {
            throw new ArithmeticException("A value of " + lengthBytes + " bytes in a column that is not one of max");
        }
        return lengthBytes;
    }
}

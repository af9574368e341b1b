package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * NCHAR, NVARCHAR, BIGCHAR and BIGVARCHAR with their collation: two bytes for the length, 0xFFFF for NULL; of max, in
 * parts.
 *
 * @param lengthBytes -1 for max
 * @param timeScale digits of a fraction, where dates and times go as text
 */
record TextCodec(int code, int lengthBytes, Charset charset, int timeScale, Dialect dialect) implements TypeCodec {

    private static final int NVARCHAR = 0xE7;
    private static final int VARCHAR = 0xA7;
    private static final int MAX = 0xFFFF;
    private static final int WIDE_BYTES = 2;

    static TextCodec wide(int code, int characters, Dialect dialect) {
        return new TextCodec(code, WIDE_BYTES * characters, StandardCharsets.UTF_16LE, 0, dialect);
    }

    static TextCodec wideMax(Dialect dialect) {
        return new TextCodec(NVARCHAR, -1, StandardCharsets.UTF_16LE, 0, dialect);
    }

    static TextCodec narrow(int code, int lengthBytes, Dialect dialect) {
        return new TextCodec(code, lengthBytes, StandardCharsets.UTF_8, 0, dialect);
    }

    static TextCodec narrowMax(Dialect dialect) {
        return new TextCodec(VARCHAR, -1, StandardCharsets.UTF_8, 0, dialect);
    }

    /** Dates and times for clients that have no types for them. */
    static TextCodec times(int characters, int scale, Dialect dialect) {
        return new TextCodec(NVARCHAR, WIDE_BYTES * characters, StandardCharsets.UTF_16LE, scale, dialect);
    }

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code).writeShortLE(lengthBytes < 0 ? MAX : lengthBytes).writeBytes(Collation.of(dialect));
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            if (lengthBytes < 0) {
                PartialValue.writeNull(out);
            } else {
                out.writeShortLE(MAX);
            }
            return;
        }
        byte[] bytes = encode(value);
        if (lengthBytes < 0) {
            PartialValue.write(out, bytes);
        } else {
            out.writeShortLE(BinaryCodec.requireShort(bytes.length)).writeBytes(bytes);
        }
    }

    byte[] encode(Object value) {
        return (value instanceof String text ? text : TimeText.of(value, timeScale)).getBytes(charset);
    }
}

package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * NTEXT and IMAGE: what values of max are for 7.1 (MS-TDS 2.2.5.5.2). A value is a text pointer (its length, 16 bytes),
 * a timestamp (8), the length (4) and the bytes; NULL is a pointer of length 0.
 *
 * @param dialect null for image, which has no collation
 */
record LongObjectCodec(int code, @Nullable Dialect dialect) implements TypeCodec {

    private static final int NTEXT = 0x63;
    private static final int IMAGE = 0x22;
    private static final int POINTER_BYTES = 16;
    private static final int TIMESTAMP_BYTES = 8;

    static LongObjectCodec wideText(Dialect dialect) {
        return new LongObjectCodec(NTEXT, dialect);
    }

    static LongObjectCodec image() {
        return new LongObjectCodec(IMAGE, null);
    }

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code).writeIntLE(dialect == null ? Integer.MAX_VALUE : Integer.MAX_VALUE - 1);
        if (dialect != null) {
            out.writeBytes(Collation.of(dialect));
        }
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        byte[] bytes = value instanceof byte[] binary ? binary : ((String) value).getBytes(StandardCharsets.UTF_16LE);
        out.writeByte(POINTER_BYTES)
                .writeZero(POINTER_BYTES)
                .writeZero(TIMESTAMP_BYTES)
                .writeIntLE(bytes.length)
                .writeBytes(bytes);
    }

    @Override
    public boolean namesTable() {
        return true;
    }
}

package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** GUIDN: 16 bytes, the first three groups little-endian. */
record GuidCodec() implements TypeCodec {

    static final int CODE = 0x24;
    static final int LENGTH_BYTES = 16;

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(CODE).writeByte(LENGTH_BYTES);
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        out.writeByte(LENGTH_BYTES);
        writeBytes(out, (UUID) value);
    }

    static void writeBytes(ByteBuf out, UUID value) {
        long most = value.getMostSignificantBits();
        out.writeIntLE((int) (most >>> 32))
                .writeShortLE((int) (most >>> 16))
                .writeShortLE((int) most)
                .writeLong(value.getLeastSignificantBits());
    }
}

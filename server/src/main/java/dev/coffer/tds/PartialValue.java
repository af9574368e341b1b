package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A value of a length of max, in parts (PLP, MS-TDS 2.2.5.2.3): its length (8 bytes; all ones NULL, all ones but the
 * last unknown), then parts behind their lengths (4 bytes), ended by a part of length 0.
 */
final class PartialValue {

    private static final long NULL = -1;
    private static final long UNKNOWN = -2;

    private PartialValue() {}

    static byte @Nullable [] read(TdsReader in) throws MalformedMessage {
        long total = in.i64();
        if (total == NULL) {
            return null;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (long length = in.u32(); length != 0; length = in.u32()) {
            whole.writeBytes(in.raw(length));
        }
        if (total != UNKNOWN && total != whole.size()) {
            throw new MalformedMessage("A value of " + whole.size() + " bytes that says it has " + total);
        }
        return whole.toByteArray();
    }

    static void writeNull(ByteBuf out) {
        out.writeLongLE(NULL);
    }

    static void write(ByteBuf out, byte[] value) {
        out.writeLongLE(value.length);
        if (value.length > 0) {
            out.writeIntLE(value.length).writeBytes(value);
        }
        out.writeIntLE(0);
    }
}

package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** DATETIMN: datetime in 8 bytes, smalldatetime in 4. */
record OldTimeCodec(String name) implements TypeCodec {

    private static final int DATETIMN = 0x6F;

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(DATETIMN).writeByte(ValueReader.fixedBytes(name));
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        out.writeByte(ValueReader.fixedBytes(name));
        writeBytes(out, (LocalDateTime) value);
    }

    void writeBytes(ByteBuf out, LocalDateTime value) {
        if (name.equals("datetime")) {
            TimeBytes.writeOld(out, value);
        } else {
            TimeBytes.writeOldMinutes(out, value);
        }
    }
}

package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** DATEN, TIMEN, DATETIME2N and DATETIMEOFFSETN, since 7.3: a byte for the length, 0 for NULL. */
record TimeCodec(String name, int scale) implements TypeCodec {

    private static final int DATEN = 0x28;
    private static final int TIMEN = 0x29;
    private static final int DATETIME2N = 0x2A;
    private static final int DATETIMEOFFSETN = 0x2B;

    private static final int DATE_BYTES = 3;
    private static final int OFFSET_BYTES = 2;

    int code() {
        return switch (name) {
            case "date" -> DATEN;
            case "time" -> TIMEN;
            case "datetime2" -> DATETIME2N;
            default -> DATETIMEOFFSETN;
        };
    }

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code());
        if (code() != DATEN) {
            out.writeByte(scale);
        }
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        out.writeByte(lengthBytes());
        writeBytes(out, value);
    }

    private int lengthBytes() {
        int time = TimeBytes.timeBytes(scale);
        return switch (code()) {
            case DATEN -> DATE_BYTES;
            case TIMEN -> time;
            case DATETIME2N -> time + DATE_BYTES;
            default -> time + DATE_BYTES + OFFSET_BYTES;
        };
    }

    void writeBytes(ByteBuf out, Object value) {
        switch (code()) {
            case DATEN -> TimeBytes.writeDate(out, (LocalDate) value);
            case TIMEN -> TimeBytes.writeTime(out, (LocalTime) value, scale);
            case DATETIME2N -> TimeBytes.writeDateTime(out, (LocalDateTime) value, scale);
            default -> {
                OffsetDateTime moment = (OffsetDateTime) value;
                TimeBytes.writeDateTime(
                        out, moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(), scale);
                out.writeShortLE(moment.getOffset().getTotalSeconds() / 60);
            }
        }
    }
}

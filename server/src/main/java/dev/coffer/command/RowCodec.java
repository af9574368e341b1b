package dev.coffer.command;

import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes of a file that only this process ever reads: each value behind a byte that tells its class, one of
 * those that {@link dev.coffer.result.ResultSink} lists.
 */
final class RowCodec {

    private RowCodec() {}

    /** How values of one class are written and read. */
    private interface Form {
        void write(DataOutputStream out, Object value) throws IOException;

        Object read(DataInputStream in) throws IOException;
    }

    private interface Writing<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    private record Kind(Class<?> type, Form form) {}

    /** A value's code is its place here, from 1 on; 0 is NULL. */
    private static final Kind[] KINDS = {
        kind(String.class, (out, text) -> bytes(out, text.getBytes(StandardCharsets.UTF_8)), RowCodec::text),
        kind(Boolean.class, DataOutputStream::writeBoolean, DataInputStream::readBoolean),
        kind(Short.class, (out, number) -> out.writeShort(number), DataInputStream::readShort),
        kind(Integer.class, DataOutputStream::writeInt, DataInputStream::readInt),
        kind(Long.class, DataOutputStream::writeLong, DataInputStream::readLong),
        kind(BigDecimal.class, RowCodec::decimal, in -> {
            int scale = in.readInt();
            return new BigDecimal(new BigInteger(bytes(in)), scale);
        }),
        kind(Float.class, DataOutputStream::writeFloat, DataInputStream::readFloat),
        kind(Double.class, DataOutputStream::writeDouble, DataInputStream::readDouble),
        kind(byte[].class, RowCodec::bytes, RowCodec::bytes),
        kind(LocalDateTime.class, RowCodec::moment, RowCodec::moment),
        kind(LocalDate.class, (out, day) -> out.writeLong(day.toEpochDay()), in -> LocalDate.ofEpochDay(in.readLong())),
        kind(
                LocalTime.class,
                (out, time) -> out.writeLong(time.toNanoOfDay()),
                in -> LocalTime.ofNanoOfDay(in.readLong())),
        kind(OffsetDateTime.class, RowCodec::zoned, in -> {
            LocalDateTime moment = moment(in);
            return moment.atOffset(ZoneOffset.ofTotalSeconds(in.readInt()));
        }),
        kind(UUID.class, RowCodec::guid, in -> new UUID(in.readLong(), in.readLong())),
        kind(Variant.class, RowCodec::variant, RowCodec::variant)
    };

    private static <T> Kind kind(Class<T> type, Writing<T> writing, Reading<T> reading) {
        return new Kind(type, new Form() {
            @Override
            public void write(DataOutputStream out, Object value) throws IOException {
                writing.write(out, type.cast(value));
            }

            @Override
            public Object read(DataInputStream in) throws IOException {
                return Objects.requireNonNull(reading.read(in));
            }
        });
    }

    static void write(DataOutputStream out, @Nullable Object[] row) throws IOException {
        for (@Nullable Object value : row) {
            one(out, value);
        }
    }

    private static void one(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        for (int code = 1; code <= KINDS.length; code++) {
            Kind kind = KINDS[code - 1];
            if (kind.type().isInstance(value)) {
                out.writeByte(code);
                kind.form().write(out, value);
                return;
            }
        }
        throw new IllegalStateException("No row holds a " + value.getClass().getSimpleName());
    }

    static @Nullable Object[] read(DataInputStream in, int columns) throws IOException {
        @Nullable Object[] row = new @Nullable Object[columns];
        for (int index = 0; index < columns; index++) {
            int code = in.readByte();
            row[index] = code == 0 ? null : KINDS[code - 1].form().read(in);
        }
        return row;
    }

    private static void bytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static void decimal(DataOutputStream out, BigDecimal number) throws IOException {
        out.writeInt(number.scale());
        bytes(out, number.unscaledValue().toByteArray());
    }

    private static void moment(DataOutputStream out, LocalDateTime moment) throws IOException {
        out.writeLong(moment.toLocalDate().toEpochDay());
        out.writeLong(moment.toLocalTime().toNanoOfDay());
    }

    private static LocalDateTime moment(DataInputStream in) throws IOException {
        LocalDate day = LocalDate.ofEpochDay(in.readLong());
        return day.atTime(LocalTime.ofNanoOfDay(in.readLong()));
    }

    private static void zoned(DataOutputStream out, OffsetDateTime moment) throws IOException {
        moment(out, moment.toLocalDateTime());
        out.writeInt(moment.getOffset().getTotalSeconds());
    }

    private static void guid(DataOutputStream out, UUID guid) throws IOException {
        out.writeLong(guid.getMostSignificantBits());
        out.writeLong(guid.getLeastSignificantBits());
    }

    private static void variant(DataOutputStream out, Variant variant) throws IOException {
        SqlType base = variant.base();
        out.writeUTF(base.name());
        out.writeInt(base.length());
        out.writeInt(base.precision());
        out.writeInt(base.scale());
        one(out, variant.value());
    }

    private static Variant variant(DataInputStream in) throws IOException {
        SqlType base = new SqlType(in.readUTF(), in.readInt(), in.readInt(), in.readInt());
        Object value = read(in, 1)[0];
        if (value == null) {
            throw new IllegalStateException("A sql_variant in a row has no value");
        }
        return new Variant(base, value);
    }
}

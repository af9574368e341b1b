package dev.coffer.tds;

import dev.coffer.result.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** The bytes of a value to what {@link dev.coffer.result.ResultSink} documents for its type (MS-TDS 2.2.5.5.1). */
final class ValueReader {

    private static final int MAX_DECIMAL_BYTES = 17;
    private static final int MONEY_SCALE = 4;
    private static final int MAX_OFFSET_MINUTES = 14 * 60;

    private ValueReader() {}

    static int fixedBytes(String type) {
        return switch (type) {
            case "tinyint", "bit" -> 1;
            case "smallint" -> 2;
            case "int", "real", "smallmoney", "smalldatetime" -> 4;
            case "bigint", "float", "money", "datetime" -> 8;
            case "uniqueidentifier" -> 16;
            default -> throw new IllegalStateException("The type " + type + " has no fixed length");
        };
    }

    static Object decode(WireType type, byte[] value) throws MalformedMessage {
        SqlType declared = type.declared();
        return switch (declared.name()) {
            case "tinyint", "smallint", "int", "bigint", "bit", "real", "float", "money", "smallmoney" ->
                number(declared.name(), value);
            case "decimal", "numeric" -> decimal(value, declared.scale());
            case "uniqueidentifier" -> guid(exactly(value, 16));
            case "date", "time", "datetime", "smalldatetime", "datetime2", "datetimeoffset" -> moment(declared, value);
            case "varbinary", "binary" -> value;
            case "char", "varchar", "nchar", "nvarchar" -> text(type, value);
            default -> throw new IllegalStateException("Values of " + declared.name() + " are not read here");
        };
    }

    private static String text(WireType type, byte[] value) throws MalformedMessage {
        boolean wide = type.declared().name().startsWith("n");
        if (wide && value.length % 2 != 0) {
            throw new MalformedMessage("Unicode text of an odd number of bytes");
        }
        return new String(value, type.charset());
    }

    private static Object number(String name, byte[] bytes) throws MalformedMessage {
        ByteBuffer value = ByteBuffer.wrap(exactly(bytes, fixedBytes(name))).order(ByteOrder.LITTLE_ENDIAN);
        return switch (name) {
            case "tinyint" -> (short) (value.get() & 0xFF);
            case "bit" -> value.get() != 0;
            case "smallint" -> value.getShort();
            case "int" -> value.getInt();
            case "bigint" -> value.getLong();
            case "real" -> value.getFloat();
            case "float" -> value.getDouble();
            case "smallmoney" -> BigDecimal.valueOf(value.getInt(), MONEY_SCALE);
            default -> BigDecimal.valueOf(((long) value.getInt() << 32) | (value.getInt() & 0xFFFF_FFFFL), MONEY_SCALE);
        };
    }

    private static byte[] exactly(byte[] value, int length) throws MalformedMessage {
        if (value.length != length) {
            throw new MalformedMessage("A value of " + value.length + " bytes where its type has " + length);
        }
        return value;
    }

    private static BigDecimal decimal(byte[] value, int scale) throws MalformedMessage {
        if (value.length < 2 || value.length > MAX_DECIMAL_BYTES) {
            throw new MalformedMessage("A decimal of " + value.length + " bytes");
        }
        byte[] magnitude = new byte[value.length - 1];
        for (int index = 0; index < magnitude.length; index++) {
            magnitude[index] = value[value.length - 1 - index];
        }
        return new BigDecimal(new BigInteger(value[0] == 0 ? -1 : 1, magnitude), scale);
    }

    /** The first three groups are little-endian. */
    private static UUID guid(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        long most = ((bytes.getInt() & 0xFFFF_FFFFL) << 32)
                | ((bytes.getShort() & 0xFFFFL) << 16)
                | (bytes.getShort() & 0xFFFFL);
        return new UUID(most, bytes.order(ByteOrder.BIG_ENDIAN).getLong());
    }

    private static Object moment(SqlType type, byte[] value) throws MalformedMessage {
        TdsReader in = new TdsReader(value);
        Object moment = switch (type.name()) {
            case "date" -> TimeBytes.readDate(in);
            case "time" -> TimeBytes.readTime(in, type.scale());
            case "datetime" -> TimeBytes.readOld(in);
            case "smalldatetime" -> TimeBytes.readOldMinutes(in);
            case "datetime2" -> dateTime(in, type.scale());
            default -> withOffset(dateTime(in, type.scale()), in.i16());
        };
        if (in.remaining() > 0) {
            throw new MalformedMessage("A " + type.name() + " of " + value.length + " bytes");
        }
        return moment;
    }

    private static LocalDateTime dateTime(TdsReader in, int scale) throws MalformedMessage {
        var time = TimeBytes.readTime(in, scale);
        return TimeBytes.readDate(in).atTime(time);
    }

    /** The bytes hold the time in UTC. */
    private static OffsetDateTime withOffset(LocalDateTime utc, int minutes) throws MalformedMessage {
        if (Math.abs(minutes) > MAX_OFFSET_MINUTES) {
            throw new MalformedMessage("A time offset of " + minutes + " minutes");
        }
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
    }
}

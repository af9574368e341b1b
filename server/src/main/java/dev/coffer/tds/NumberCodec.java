package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** INTN, BITN, FLTN and MONEYN: a byte for the length, 0 for NULL, then that many bytes. */
record NumberCodec(int code, int lengthBytes, Form form) implements TypeCodec {

    private static final int INTN = 0x26;
    private static final int BITN = 0x68;
    private static final int FLTN = 0x6D;
    private static final int MONEYN = 0x6E;
    private static final int MONEY_SCALE = 4;
    private static final int LARGEST_TINYINT = 255;

    /** What the bytes mean. */
    enum Form {
        INTEGER,
        BIT,
        FLOATING,
        MONEY
    }

    static NumberCodec integer(String type) {
        return type.equals("bit")
                ? new NumberCodec(BITN, 1, Form.BIT)
                : new NumberCodec(INTN, ValueReader.fixedBytes(type), Form.INTEGER);
    }

    static NumberCodec floating(String type) {
        return new NumberCodec(FLTN, ValueReader.fixedBytes(type), Form.FLOATING);
    }

    static NumberCodec money(String type) {
        return new NumberCodec(MONEYN, ValueReader.fixedBytes(type), Form.MONEY);
    }

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code).writeByte(lengthBytes);
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeByte(0);
            return;
        }
        out.writeByte(lengthBytes);
        writeBytes(out, value);
    }

    /** The value alone, without its length. */
    void writeBytes(ByteBuf out, Object value) {
        switch (form) {
            case INTEGER -> writeInteger(out, integerOf(value));
            case BIT -> out.writeByte(integerOf(value) == 0 ? 0 : 1);
            case FLOATING -> writeFloating(out, (Number) value);
            case MONEY -> writeMoney(out, (Number) value);
        }
    }

    private static long integerOf(Object value) {
        if (value instanceof Boolean bit) {
            return bit ? 1 : 0;
        }
        return ((Number) value).longValue();
    }

    private void writeInteger(ByteBuf out, long value) {
        switch (lengthBytes) {
            case 1 -> {
                if (value < 0 || value > LARGEST_TINYINT) {
                    throw new ArithmeticException("tinyint overflow");
                }
                out.writeByte((int) value);
            }
            case 2 -> {
                if (value != (short) value) {
                    throw new ArithmeticException("smallint overflow");
                }
                out.writeShortLE((int) value);
            }
            case 4 -> out.writeIntLE(Math.toIntExact(value));
            default -> out.writeLongLE(value);
        }
    }

    private void writeFloating(ByteBuf out, Number value) {
        if (lengthBytes == Float.BYTES) {
            out.writeFloatLE(value.floatValue());
        } else {
            out.writeDoubleLE(value.doubleValue());
        }
    }

    /** Ten-thousandths; the 8-byte form sends its upper half first. */
    private void writeMoney(ByteBuf out, Number value) {
        BigDecimal exact = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
        long units = exact.setScale(MONEY_SCALE, RoundingMode.HALF_UP)
                .unscaledValue()
                .longValueExact();
        if (lengthBytes == Integer.BYTES) {
            out.writeIntLE(Math.toIntExact(units));
        } else {
            out.writeIntLE((int) (units >> 32)).writeIntLE((int) units);
        }
    }
}

package dev.coffer.tds;

import io.netty.buffer.ByteBuf;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * DECIMALN and NUMERICN: a byte for the length, 0 for NULL, then a sign (1 is plus) and the unscaled magnitude,
 * little-endian, in 4, 8, 12 or 16 bytes by the precision.
 */
record DecimalCodec(String name, int precision, int scale) implements TypeCodec {

    private static final int DECIMALN = 0x6A;
    private static final int NUMERICN = 0x6C;

    int code() {
        return name.equals("decimal") ? DECIMALN : NUMERICN;
    }

    /** With the sign. */
    int lengthBytes() {
        return precision <= 9 ? 5 : precision <= 19 ? 9 : precision <= 28 ? 13 : 17;
    }

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(code()).writeByte(lengthBytes()).writeByte(precision).writeByte(scale);
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

    void writeBytes(ByteBuf out, Object value) {
        BigDecimal exact = value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
        byte[] magnitude = exact.setScale(scale, RoundingMode.HALF_UP)
                .unscaledValue()
                .abs()
                .toByteArray();
        int room = lengthBytes() - 1;
        int first = magnitude[0] == 0 ? 1 : 0;
        if (magnitude.length - first > room) {
            throw new ArithmeticException(name + "(" + precision + ", " + scale + ") overflow");
        }
        out.writeByte(exact.signum() < 0 ? 0 : 1);
        for (int index = magnitude.length - 1; index >= first; index--) {
            out.writeByte(magnitude[index]);
        }
        out.writeZero(room - (magnitude.length - first));
    }
}

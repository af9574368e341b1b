package dev.coffer.tds;

import dev.coffer.result.Variant;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * SSVARIANT (MS-TDS 2.2.5.5.4): length (4 bytes, 0 NULL), base type, count of property bytes, properties, value. The
 * base types are the fixed ones; character values are always Unicode to clients without UTF-8.
 */
record VariantCodec(Dialect dialect) implements TypeCodec {

    private static final int SSVARIANT = 0x62;
    private static final int MAX_BYTES = 8009;

    @Override
    public void writeType(ByteBuf out) {
        out.writeByte(SSVARIANT).writeIntLE(MAX_BYTES);
    }

    @Override
    public void writeValue(ByteBuf out, @Nullable Object value) {
        if (value == null) {
            out.writeIntLE(0);
            return;
        }
        Variant variant = (Variant) value;
        ByteBuf content = Unpooled.buffer();
        write(content, TypeCodecs.of(variant.base(), dialect), variant);
        out.writeIntLE(content.readableBytes()).writeBytes(content);
    }

    private void write(ByteBuf out, TypeCodec codec, Variant variant) {
        Object value = variant.value();
        if (codec instanceof NumberCodec number) {
            out.writeByte(fixedCode(variant.base().name())).writeByte(0);
            number.writeBytes(out, value);
        } else if (codec instanceof DecimalCodec decimal) {
            out.writeByte(decimal.code())
                    .writeByte(2)
                    .writeByte(decimal.precision())
                    .writeByte(decimal.scale());
            decimal.writeBytes(out, value);
        } else if (codec instanceof GuidCodec) {
            out.writeByte(GuidCodec.CODE).writeByte(0);
            GuidCodec.writeBytes(out, (UUID) value);
        } else if (codec instanceof OldTimeCodec time) {
            out.writeByte(fixedCode(time.name())).writeByte(0);
            time.writeBytes(out, (java.time.LocalDateTime) value);
        } else if (codec instanceof TimeCodec time) {
            boolean scaled = !time.name().equals("date");
            out.writeByte(time.code()).writeByte(scaled ? 1 : 0);
            if (scaled) {
                out.writeByte(time.scale());
            }
            time.writeBytes(out, value);
        } else if (codec instanceof BinaryCodec binary && binary.length() >= 0) {
            out.writeByte(binary.code())
                    .writeByte(2)
                    .writeShortLE(binary.length())
                    .writeBytes((byte[]) value);
        } else if (codec instanceof TextCodec text && text.lengthBytes() >= 0) {
            out.writeByte(text.code())
                    .writeByte(Collation.LENGTH_BYTES + 2)
                    .writeBytes(Collation.of(dialect))
                    .writeShortLE(text.lengthBytes())
                    .writeBytes(text.encode(value));
        } else {
            throw new IllegalStateException("No sql_variant holds a value of the type " + variant.base());
        }
    }

    private static int fixedCode(String name) {
        return switch (name) {
            case "tinyint" -> 0x30;
            case "bit" -> 0x32;
            case "smallint" -> 0x34;
            case "int" -> 0x38;
            case "smalldatetime" -> 0x3A;
            case "real" -> 0x3B;
            case "money" -> 0x3C;
            case "datetime" -> 0x3D;
            case "float" -> 0x3E;
            case "smallmoney" -> 0x7A;
            default -> 0x7F;
        };
    }
}

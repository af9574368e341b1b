package dev.coffer.tds;

import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.result.Variant;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of sql_variant (MS-TDS 2.2.5.5.4): its length (4 bytes, 0 NULL), base type, count of property bytes,
 * properties, value.
 */
final class VariantReader {

    private static final int MAX_BYTES = 8016 + 2 * 255;

    private VariantReader() {}

    static @Nullable Object read(TdsReader in) throws MalformedMessage, SqlError {
        long length = in.u32();
        if (length == 0) {
            return null;
        }
        if (length > MAX_BYTES) {
            throw new MalformedMessage("A sql_variant of " + length + " bytes");
        }
        TdsReader value = new TdsReader(in.raw(length));
        int code = value.u8();
        TdsReader properties = new TdsReader(value.raw(value.u8()));
        WireType type = type(code, properties);
        return new Variant(type.declared(), ValueReader.decode(type, value.raw(value.remaining())));
    }

    private static WireType type(int code, TdsReader properties) throws MalformedMessage, SqlError {
        return switch (code) {
            case 0x24 -> plain(SqlType.of("uniqueidentifier"));
            case 0x28 -> plain(SqlType.of("date"));
            case 0x29, 0x2A, 0x2B -> plain(WireType.timed(code, properties.u8()));
            case 0x37, 0x3F, 0x6A, 0x6C -> plain(WireType.decimalType(code, properties.u8(), properties.u8()));
            case 0xA5, 0xAD -> plain(WireType.sizedType(code, properties.u16()));
            case 0xA7, 0xAF, 0xE7, 0xEF -> {
                byte[] collation = properties.raw(Collation.LENGTH_BYTES);
                Charset charset =
                        code == 0xE7 || code == 0xEF ? StandardCharsets.UTF_16LE : Collation.charset(collation);
                yield new WireType(WireType.sizedType(code, properties.u16()), WireType.Form.SHORT, charset);
            }
            default -> WireType.read(new TdsReader(new byte[] {(byte) code}), Dialect.OLDEST);
        };
    }

    private static WireType plain(SqlType type) {
        return new WireType(type, WireType.Form.BYTE, StandardCharsets.UTF_16LE);
    }
}

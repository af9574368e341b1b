package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A type as a client declares it (TYPE_INFO, MS-TDS 2.2.5.6), with what it takes to read its values.
 *
 * @param declared as T-SQL names it
 * @param form how long its values are
 * @param charset of character values
 */
record WireType(SqlType declared, Form form, Charset charset) {

    /** How a value says its length. */
    enum Form {
        /** By its type alone; never NULL. */
        FIXED,
        /** A byte; 0 is NULL. */
        BYTE,
        /** A byte, and 255 is NULL, in the types of before 7.0. */
        OLD_BYTE,
        /** Two bytes; 0xFFFF is NULL. */
        SHORT,
        /** Four bytes; -1 is NULL. */
        LONG,
        /** In parts. */
        PARTS,
        /** Four bytes, then its own type; 0 is NULL. */
        VARIANT,
        /** The type itself is NULL. */
        NOTHING
    }

    private static final int MAX = 0xFFFF;
    private static final int TIMESTAMP_BYTES = 8;

    /** Where types need no character set. */
    private static final Charset NONE = StandardCharsets.UTF_16LE;

    static WireType read(TdsReader in, Dialect dialect) throws MalformedMessage, SqlError {
        int code = in.u8();
        return switch (code) {
            case 0x1F -> new WireType(SqlType.nvarchar(1), Form.NOTHING, NONE);
            case 0x30, 0x32, 0x34, 0x38, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x7A, 0x7F ->
                new WireType(fixed(code), Form.FIXED, NONE);
            case 0x26, 0x68, 0x6D, 0x6E, 0x6F, 0x24 -> new WireType(nullable(code, in.u8()), Form.BYTE, NONE);
            case 0x28 -> new WireType(SqlType.of("date"), Form.BYTE, NONE);
            case 0x29, 0x2A, 0x2B -> new WireType(timed(code, in.u8()), Form.BYTE, NONE);
            case 0x37, 0x3F, 0x6A, 0x6C -> decimal(code, in);
            case 0x25, 0x2D -> new WireType(SqlType.sized("varbinary", in.u8()), Form.OLD_BYTE, NONE);
            case 0x27, 0x2F ->
                new WireType(SqlType.sized("varchar", in.u8()), Form.OLD_BYTE, Collation.charset(new byte[5]));
            case 0xA5, 0xAD, 0xA7, 0xAF, 0xE7, 0xEF -> sized(code, in);
            case 0x22 -> longObject("varbinary", in, false, NONE);
            case 0x23 -> longObject("varchar", in, true, StandardCharsets.UTF_8);
            case 0x63 -> longObject("nvarchar", in, true, StandardCharsets.UTF_16LE);
            case 0x62 -> variant(in);
            case 0xF1 -> xml(in);
            case 0xF0 -> throw Message.NOT_SUPPORTED.error("A parameter of a user-defined type");
            case 0xF3 -> throw Message.NOT_SUPPORTED.error("A table-valued parameter");
            case 0xF4 -> throw Message.NOT_SUPPORTED.error("A parameter of type json");
            case 0xF5 -> throw Message.NOT_SUPPORTED.error("A parameter of type vector");
            default ->
                throw new MalformedMessage("Type 0x" + Integer.toHexString(code) + " in TDS " + dialect.version());
        };
    }

    @Nullable
    Object readValue(TdsReader in) throws MalformedMessage, SqlError {
        return switch (form) {
            case NOTHING -> null;
            case FIXED -> ValueReader.decode(this, in.raw(ValueReader.fixedBytes(declared.name())));
            case BYTE -> value(in, in.u8(), 0);
            case OLD_BYTE -> value(in, in.u8(), 0xFF);
            case SHORT -> value(in, in.u16(), MAX);
            case LONG -> value(in, in.i32(), -1);
            case PARTS -> parts(in);
            case VARIANT -> VariantReader.read(in);
        };
    }

    /** A value in a row, where text, ntext and image come behind a pointer of theirs, or none for NULL. */
    @Nullable
    Object readRowValue(TdsReader in) throws MalformedMessage, SqlError {
        if (form == Form.LONG) {
            int pointerBytes = in.u8();
            if (pointerBytes == 0) {
                return null;
            }
            in.skip(pointerBytes + TIMESTAMP_BYTES);
        }
        return readValue(in);
    }

    private @Nullable Object value(TdsReader in, int length, int nothing) throws MalformedMessage, SqlError {
        return length == nothing ? null : ValueReader.decode(this, in.raw(length));
    }

    private @Nullable Object parts(TdsReader in) throws MalformedMessage, SqlError {
        byte @Nullable [] whole = PartialValue.read(in);
        return whole == null ? null : ValueReader.decode(this, whole);
    }

    private static SqlType fixed(int code) throws MalformedMessage {
        return SqlType.of(
                switch (code) {
                    case 0x30 -> "tinyint";
                    case 0x32 -> "bit";
                    case 0x34 -> "smallint";
                    case 0x38 -> "int";
                    case 0x3A -> "smalldatetime";
                    case 0x3B -> "real";
                    case 0x3C -> "money";
                    case 0x3D -> "datetime";
                    case 0x3E -> "float";
                    case 0x7A -> "smallmoney";
                    case 0x7F -> "bigint";
                    default -> throw new MalformedMessage("Type 0x" + Integer.toHexString(code));
                });
    }

    /** A type that may be NULL is the fixed one of its length. */
    private static SqlType nullable(int code, int length) throws MalformedMessage {
        int fixed = switch (code << 8 | length) {
            case 0x2601 -> 0x30;
            case 0x2602 -> 0x34;
            case 0x2604 -> 0x38;
            case 0x2608 -> 0x7F;
            case 0x6801 -> 0x32;
            case 0x6D04 -> 0x3B;
            case 0x6D08 -> 0x3E;
            case 0x6E04 -> 0x7A;
            case 0x6E08 -> 0x3C;
            case 0x6F04 -> 0x3A;
            case 0x6F08 -> 0x3D;
            // Microsoft's driver declares a NULL of 0 bytes.
            case 0x2410, 0x2400 -> 0;
            default -> throw new MalformedMessage("Type 0x" + Integer.toHexString(code) + " of " + length + " bytes");
        };
        return fixed == 0 ? SqlType.of("uniqueidentifier") : fixed(fixed);
    }

    static SqlType timed(int code, int scale) throws MalformedMessage {
        if (scale > TimeBytes.MAX_SCALE) {
            throw new MalformedMessage("A time of scale " + scale);
        }
        String name = code == 0x29 ? "time" : code == 0x2A ? "datetime2" : "datetimeoffset";
        return new SqlType(name, 0, 0, scale);
    }

    private static WireType decimal(int code, TdsReader in) throws MalformedMessage {
        in.u8();
        return new WireType(decimalType(code, in.u8(), in.u8()), Form.BYTE, NONE);
    }

    static SqlType decimalType(int code, int precision, int scale) throws MalformedMessage {
        if (precision < 1 || precision > 38 || scale > precision) {
            throw new MalformedMessage("A decimal of precision " + precision + " and scale " + scale);
        }
        return new SqlType(code == 0x37 || code == 0x6A ? "decimal" : "numeric", 0, precision, scale);
    }

    private static WireType sized(int code, TdsReader in) throws MalformedMessage {
        int length = in.u16();
        Charset charset = code == 0xA5 || code == 0xAD
                ? NONE
                : code == 0xE7 || code == 0xEF ? skipped(in) : Collation.charset(in.raw(Collation.LENGTH_BYTES));
        return new WireType(sizedType(code, length), length == MAX ? Form.PARTS : Form.SHORT, charset);
    }

    private static Charset skipped(TdsReader in) throws MalformedMessage {
        in.skip(Collation.LENGTH_BYTES);
        return StandardCharsets.UTF_16LE;
    }

    static SqlType sizedType(int code, int length) {
        boolean wide = code == 0xE7 || code == 0xEF;
        int declared = length == MAX ? -1 : wide ? length / 2 : length;
        return SqlType.sized(
                switch (code) {
                    case 0xA5 -> "varbinary";
                    case 0xAD -> "binary";
                    case 0xA7 -> "varchar";
                    case 0xAF -> "char";
                    case 0xE7 -> "nvarchar";
                    default -> "nchar";
                },
                declared);
    }

    private static WireType longObject(String name, TdsReader in, boolean collated, Charset charset)
            throws MalformedMessage {
        in.skip(Integer.BYTES);
        Charset sent = charset;
        if (collated) {
            byte[] collation = in.raw(Collation.LENGTH_BYTES);
            sent = charset.equals(StandardCharsets.UTF_16LE) ? charset : Collation.charset(collation);
        }
        return new WireType(SqlType.sized(name, -1), Form.LONG, sent);
    }

    private static WireType variant(TdsReader in) throws MalformedMessage {
        in.skip(Integer.BYTES);
        return new WireType(SqlType.of("sql_variant"), Form.VARIANT, NONE);
    }

    /** A schema may follow the type. */
    private static WireType xml(TdsReader in) throws MalformedMessage {
        if (in.u8() != 0) {
            in.shortText();
            in.shortText();
            in.longText();
        }
        return new WireType(SqlType.nvarchar(-1), Form.PARTS, StandardCharsets.UTF_16LE);
    }
}

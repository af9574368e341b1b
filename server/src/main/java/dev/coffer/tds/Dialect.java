package dev.coffer.tds;

import io.netty.buffer.ByteBuf;

/**
 * How one client is spoken to.
 *
 * @param utf8 whether it said that it knows collations in UTF-8 (feature 0x0A); to the others, varchar goes as nvarchar
 */
record Dialect(TdsVersion version, boolean utf8) {

    /** For what is said before a login was read. */
    static final Dialect OLDEST = new Dialect(TdsVersion.V7_1, false);

    private static final int CHARACTER_BYTES = 2;

    /** From 7.2 on, counts and line numbers are wider, and values of a length of max come in parts. */
    boolean since2005() {
        return version.atLeast(TdsVersion.V7_2);
    }

    /** From 7.3 on, date, time, datetime2 and datetimeoffset have types of their own. */
    boolean since2008() {
        return version.atLeast(TdsVersion.V7_3_A);
    }

    /** A line number: 4 bytes, 2 before 7.2. */
    void writeLine(ByteBuf out, int line) {
        if (since2005()) {
            out.writeIntLE(line);
        } else {
            out.writeShortLE(Math.min(line, 0xFFFF));
        }
    }

    /** A column's user type: always 0; 4 bytes, 2 before 7.2. */
    void writeUserType(ByteBuf out) {
        if (since2005()) {
            out.writeIntLE(0);
        } else {
            out.writeShortLE(0);
        }
    }

    /** B_VARCHAR, cut at 255 code units. */
    static void writeShortText(ByteBuf out, String text) {
        String fitting = text.substring(0, Math.min(text.length(), 0xFF));
        out.writeByte(fitting.length());
        writeText(out, fitting);
    }

    /** US_VARCHAR, cut at that many code units. */
    static void writeLongText(ByteBuf out, String text, int maxCharacters) {
        String fitting = text.substring(0, Math.min(text.length(), maxCharacters));
        out.writeShortLE(fitting.length());
        writeText(out, fitting);
    }

    /** The code units themselves, little-endian, unpaired surrogates and all. */
    static void writeText(ByteBuf out, String text) {
        out.ensureWritable(CHARACTER_BYTES * text.length());
        for (int index = 0; index < text.length(); index++) {
            out.writeShortLE(text.charAt(index));
        }
    }
}

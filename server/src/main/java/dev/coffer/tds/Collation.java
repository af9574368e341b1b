package dev.coffer.tds;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The five bytes that name a collation (MS-TDS 2.2.5.1.2): locale id (20 bits), flags (8), version (4), little-endian,
 * and a sort id.
 */
final class Collation {

    static final int LENGTH_BYTES = 5;

    private static final int UTF8_FLAG = 1 << 26;

    /** Latin1_General_100_BIN2_UTF8: locale 0x409, flags BIN2 and UTF-8, version 2. */
    private static final byte[] OURS = {0x09, 0x04, 0x00, 0x26, 0x00};

    /** SQL_Latin1_General_CP1_CI_AS: told to clients that know no UTF-8, so that they send Windows-1252. */
    private static final byte[] WITHOUT_UTF8 = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Collation() {}

    static byte[] of(Dialect dialect) {
        return (dialect.utf8() ? OURS : WITHOUT_UTF8).clone();
    }

    /** How varchar values of a client are encoded: as in the collation that it was told. */
    static Charset charset(byte[] collation) {
        int bits = (collation[0] & 0xFF)
                | (collation[1] & 0xFF) << 8
                | (collation[2] & 0xFF) << 16
                | (collation[3] & 0xFF) << 24;
        return (bits & UTF8_FLAG) != 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }
}

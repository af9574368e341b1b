package dev.coffer.bytes;

import java.util.HexFormat;

/** Bytes as hexadecimal digits, the way SQL Server prints them: upper case, {@code 0x} in front where asked for. */
public final class Hex {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Hex() {}

    /** Two upper-case digits per byte, nothing in front. */
    public static String of(byte[] bytes) {
        return UPPER.formatHex(bytes);
    }

    /** The form of a T-SQL binary literal: {@code 0x} and two upper-case digits per byte. */
    public static String literal(byte[] bytes) {
        return "0x" + of(bytes);
    }

    /**
     * The bytes behind an even number of digits of either case, with or without {@code 0x} in front.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static byte[] parse(String text) {
        boolean prefixed = text.startsWith("0x") || text.startsWith("0X");
        return HexFormat.of().parseHex(prefixed ? text.substring(2) : text);
    }
}

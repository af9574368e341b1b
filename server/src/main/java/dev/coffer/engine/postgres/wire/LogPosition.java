package dev.coffer.engine.postgres.wire;

import java.util.HexFormat;
import java.util.Locale;

/** A position in the WAL as PostgreSQL writes it: two hexadecimal halves of 32 bits, {@code 16/B374D848}. */
public final class LogPosition {

    private static final int HALF_BITS = 32;
    private static final int HALF_DIGITS = 8;
    private static final long LOW = 0xFFFF_FFFFL;

    private LogPosition() {}

    public static String text(long position) {
        return String.format(Locale.ROOT, "%X/%X", position >>> HALF_BITS, position & LOW);
    }

    /** @throws IllegalArgumentException when it is none */
    public static long parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > HALF_DIGITS || text.length() - slash - 1 > HALF_DIGITS || text.endsWith("/")) {
            throw new IllegalArgumentException("'" + text + "' is no log position");
        }
        return half(text.substring(0, slash)) << HALF_BITS | half(text.substring(slash + 1));
    }

    private static long half(String digits) {
        return Integer.toUnsignedLong(HexFormat.fromHexDigits(digits));
    }
}

package dev.coffer.engine.postgres.wire;

import java.util.Locale;

/** A position in the WAL as PostgreSQL writes it: two hexadecimal halves of 32 bits, {@code 16/B374D848}. */
public final class LogPosition {

    private static final int HALF_BITS = 32;
    private static final int HALF_DIGITS = 8;
    private static final long LOW = 0xFFFF_FFFFL;

    private LogPosition() {}

    public static String text(long position) {
        return String.format(Locale.ROOT, "%X/%08X", position >>> HALF_BITS, position & LOW);
    }

    /** @throws ProtocolViolation when it is none */
    public static long parse(String text) throws ProtocolViolation {
        int slash = text.indexOf('/');
        try {
            return half(text.substring(0, Math.max(0, slash))) << HALF_BITS | half(text.substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new ProtocolViolation("'" + text + "' is no log position");
        }
    }

    private static long half(String digits) {
        if (digits.length() > HALF_DIGITS) {
            throw new NumberFormatException(digits);
        }
        return Long.parseLong(digits, 16);
    }
}

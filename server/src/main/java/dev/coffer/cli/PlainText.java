package dev.coffer.cli;

import java.util.Locale;
import java.util.UUID;

/** Text out of a file that anybody may have written: nothing in it steers a terminal. */
final class PlainText {

    private static final long KIB = 1024;

    private PlainText() {}

    /** Without control characters and without marks that turn the writing direction. */
    static String of(String untrusted) {
        StringBuilder plain = new StringBuilder(untrusted.length());
        untrusted.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean hidden = type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
            plain.appendCodePoint(hidden ? '?' : c);
        });
        return plain.toString();
    }

    static String guid(UUID guid) {
        return guid.toString().toUpperCase(Locale.ROOT);
    }

    /** For example "3.2 MiB (3,355,443 bytes)". */
    static String size(long bytes) {
        String exact = String.format(Locale.ROOT, "%,d bytes", bytes);
        if (bytes < KIB) {
            return exact;
        }
        double scaled = bytes;
        int unit = -1;
        while (scaled >= KIB && unit < 3) {
            scaled /= KIB;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB (%s)", scaled, "KMGT".charAt(unit), exact);
    }
}

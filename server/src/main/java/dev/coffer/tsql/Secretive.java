package dev.coffer.tsql;

import java.util.Locale;
import java.util.Set;

/** The words near which a text may hold a secret. */
public final class Secretive {

    static final Set<String> WORDS =
            Set.of("PASSWORD", "SECRET", "KEY", "CERTIFICATE", "ENCRYPTION", "DECRYPTION", "LOGIN", "CREDENTIAL");

    private Secretive() {}

    /** Whether one of them stands anywhere in the text, also inside literals, comments and longer words. */
    public static boolean mayHold(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return WORDS.stream().anyMatch(upper::contains);
    }
}

package dev.coffer.keyfile;

import dev.coffer.crypto.BadKey;

/** A file that is not what it was given as: foreign, damaged, or over a bound. The message holds nothing of the key. */
public final class BadKeyFile extends Exception {
    private static final long serialVersionUID = 1L;

    public BadKeyFile(String message) {
        super(message);
    }

    BadKeyFile(BadKey cause) {
        super(cause.getMessage(), cause);
    }
}

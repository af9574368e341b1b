package dev.coffer.keys;

import org.jspecify.annotations.Nullable;

/** A seal cannot be used or made; the message says why, for people, and holds nothing secret. */
public class SealUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    public SealUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

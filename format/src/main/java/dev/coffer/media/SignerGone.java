package dev.coffer.media;

import java.io.IOException;

/** The key that a set names as its signer is not there any more, so the set cannot be finished. */
public final class SignerGone extends IOException {
    private static final long serialVersionUID = 1L;

    public SignerGone(String message, Throwable cause) {
        super(message, cause);
    }
}

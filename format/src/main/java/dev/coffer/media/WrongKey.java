package dev.coffer.media;

/** No key at hand opens the set. The message names the recipients that would, by thumbprint; it holds no secret. */
public final class WrongKey extends Exception {
    private static final long serialVersionUID = 1L;

    public WrongKey(String message) {
        super(message);
    }
}

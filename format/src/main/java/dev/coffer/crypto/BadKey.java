package dev.coffer.crypto;

/** Bytes that are no key or certificate this project can use. The message says why and holds nothing of the key. */
public final class BadKey extends Exception {
    private static final long serialVersionUID = 1L;

    public BadKey(String message) {
        super(message);
    }
}

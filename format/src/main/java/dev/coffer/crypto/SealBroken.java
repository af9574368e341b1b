package dev.coffer.crypto;

/**
 * A sealed text did not open: wrong key, wrong nonce, wrong associated data or changed bytes; which, nobody can tell.
 */
public final class SealBroken extends Exception {
    private static final long serialVersionUID = 1L;

    public SealBroken() {
        super("The sealed bytes do not open with this key");
    }
}

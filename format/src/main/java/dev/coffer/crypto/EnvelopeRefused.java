package dev.coffer.crypto;

/**
 * A CMS envelope did not open. There is one message for every reason (malformed, not an accepted algorithm, another
 * recipient, wrong key, changed bytes), so that nobody learns from a refusal what a forged envelope decrypts to.
 */
public final class EnvelopeRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public EnvelopeRefused() {
        super("The envelope does not open with this key");
    }
}

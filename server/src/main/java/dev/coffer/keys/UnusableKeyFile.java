package dev.coffer.keys;

/** A key file whose content is no key of this instance: damaged, or another instance's. */
final class UnusableKeyFile extends SealUnavailable {
    private static final long serialVersionUID = 1L;

    UnusableKeyFile(String message) {
        super(message, null);
    }
}

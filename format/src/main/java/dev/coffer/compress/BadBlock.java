package dev.coffer.compress;

/** A block that does not decompress to what its reader expects. */
public final class BadBlock extends Exception {
    private static final long serialVersionUID = 1L;

    public BadBlock(String message) {
        super(message);
    }
}

package dev.coffer.engine;

/** A differential cannot be taken: what it would stand on is not known any more, or is of another past. */
public final class NoDifferential extends EngineException {
    private static final long serialVersionUID = 1L;

    /** @param message says what is missing */
    public NoDifferential(String message) {
        super(Kind.UNAVAILABLE, message);
    }
}

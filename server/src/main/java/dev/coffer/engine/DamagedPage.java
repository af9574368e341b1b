package dev.coffer.engine;

/** A page failed its checksum while it was backed up. */
public final class DamagedPage extends EngineException {
    private static final long serialVersionUID = 1L;

    /** @param message names file and page */
    public DamagedPage(String message) {
        super(Kind.DAMAGED, message);
    }
}

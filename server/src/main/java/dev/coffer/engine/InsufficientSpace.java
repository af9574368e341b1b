package dev.coffer.engine;

/** There is not enough free disk space; nothing was written. */
public final class InsufficientSpace extends EngineException {
    private static final long serialVersionUID = 1L;

    private final String volume;
    private final long requiredBytes;
    private final long availableBytes;

    /** @param volume a folder on the disk in question */
    public InsufficientSpace(String volume, long requiredBytes, long availableBytes) {
        super(
                Kind.NO_SPACE,
                "The disk of " + volume + " has " + availableBytes + " free bytes, " + requiredBytes + " are needed");
        this.volume = volume;
        this.requiredBytes = requiredBytes;
        this.availableBytes = availableBytes;
    }

    public String volume() {
        return volume;
    }

    public long requiredBytes() {
        return requiredBytes;
    }

    public long availableBytes() {
        return availableBytes;
    }
}

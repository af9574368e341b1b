package dev.coffer.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place could not do it. The kind alone decides on retry. */
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * THROTTLED and INTERRUPTED may pass when the same is tried again; PART_LIMIT is a place that takes no further part
     * of a file.
     */
    public enum Kind {
        NOT_FOUND,
        NO_SUCH_FOLDER,
        DENIED,
        EXISTS,
        NO_SPACE,
        IN_USE,
        THROTTLED,
        INTERRUPTED,
        UNSUPPORTED,
        PART_LIMIT,
        BROKEN
    }

    private final Kind kind;
    private final Location location;

    public StoreException(Kind kind, Location location, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.location = location;
    }

    public Kind kind() {
        return kind;
    }

    public Location location() {
        return location;
    }
}

package dev.coffer.engine;

import org.jspecify.annotations.Nullable;

/** The engine could not do it. The kind decides what the statement answers; the message is for people and log. */
public class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        /** A database did not start, stop or answer. */
        UNAVAILABLE,
        /** A server elsewhere was not reached, or cannot be backed up as it is; the message names it and says why. */
        ELSEWHERE,
        /** Not enough free disk space; the message says how much is missing. */
        NO_SPACE,
        /** The log that was asked for is not there any more; the message says what became of it. */
        LOG_GONE,
        /** A recovery was begun in that home which cannot be left for this; the message says which, or why. */
        RECOVERY_BEGUN,
        /** Stored data is damaged. */
        DAMAGED,
        /** The payload is of a version or build that this engine cannot run. */
        INCOMPATIBLE,
        /** The payload holds something a backup never holds: a path that leaves the folder, a device, a link. */
        FORBIDDEN_CONTENT
    }

    private final Kind kind;

    public EngineException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EngineException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}

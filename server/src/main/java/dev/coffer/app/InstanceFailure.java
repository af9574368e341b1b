package dev.coffer.app;

import org.jspecify.annotations.Nullable;

/** The instance cannot start. The message says what to do and is for the person who started it. */
public class InstanceFailure extends Exception {

    private static final long serialVersionUID = 1L;

    public InstanceFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

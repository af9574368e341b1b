package dev.coffer.cli;

/** A session cannot go on: its server is gone, or answered what cannot be read. The message is one sentence. */
public final class SessionLost extends Exception {
    private static final long serialVersionUID = 1L;

    public SessionLost(String message) {
        super(message);
    }
}

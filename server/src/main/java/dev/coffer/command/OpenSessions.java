package dev.coffer.command;

import java.util.List;

/** The sessions of the instance, as a statement can see and end them. Thread-safe. */
public interface OpenSessions {

    /** All that are open, in the order of their numbers. */
    List<SessionRow> all();

    /**
     * Cancels what a session runs, rolls its transaction back and ends its connection; does not wait for any of it.
     *
     * @return whether there is such a session
     */
    boolean kill(int sessionId);
}

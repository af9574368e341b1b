package dev.coffer.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The sessions between two requests that still have connections to the engine open, longest first. An idle session
 * costs a socket and no process: too many of them, or one that rests for long, give their connections back, and the
 * next statement opens others. Thread-safe; nothing waits here for the engine but who releases.
 */
public final class RestingConnections {

    /** A cluster takes 400; the others are for sessions that work, or that have state only their connection knows. */
    static final int MOST = 250;

    /** Pools ask more often than that whether their connections live. */
    static final Duration LONGEST_REST = Duration.ofMinutes(1);

    private final LongSupplier nanoTime;
    private final Map<SessionConnections, Long> since = new LinkedHashMap<>();

    /** @param nanoTime a clock that never goes back */
    public RestingConnections(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The session has ended a request, and holds nothing that it would miss. */
    void rest(SessionConnections session) {
        List<SessionConnections> surplus = new ArrayList<>();
        synchronized (since) {
            since.put(session, nanoTime.getAsLong());
            for (SessionConnections longest : since.keySet()) {
                if (since.size() - surplus.size() <= MOST) {
                    break;
                }
                surplus.add(longest);
            }
            since.keySet().removeAll(surplus);
        }
        surplus.forEach(SessionConnections::release);
    }

    /** The session works again, or ends. */
    void wake(SessionConnections session) {
        synchronized (since) {
            since.remove(session);
        }
    }

    /** Takes the connections of those that rest for too long. */
    public void releaseIdle() {
        release(LONGEST_REST);
    }

    /** Takes the connections of all, since the engine has none left. */
    public void releaseAll() {
        release(Duration.ZERO);
    }

    private void release(Duration rested) {
        List<SessionConnections> idle = new ArrayList<>();
        synchronized (since) {
            long now = nanoTime.getAsLong();
            since.forEach((session, start) -> {
                if (now - start >= rested.toNanos()) {
                    idle.add(session);
                }
            });
            since.keySet().removeAll(idle);
        }
        idle.forEach(SessionConnections::release);
    }
}

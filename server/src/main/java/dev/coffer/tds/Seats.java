package dev.coffer.tds;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of a server, and how many of them are logged in. Thread-safe. */
final class Seats {

    private final Limits limits;
    private final Set<TdsConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();

    Seats(Limits limits) {
        this.limits = limits;
    }

    /** False when there are too many connections already. */
    boolean arrive(TdsConnection connection) {
        connections.add(connection);
        if (connections.size() > limits.sockets()) {
            connections.remove(connection);
            return false;
        }
        return true;
    }

    void leave(TdsConnection connection) {
        connections.remove(connection);
    }

    /** False when there are too many sessions already. */
    boolean sit() {
        if (sessions.incrementAndGet() > limits.sessions()) {
            sessions.decrementAndGet();
            return false;
        }
        return true;
    }

    void stand() {
        sessions.decrementAndGet();
    }

    Set<TdsConnection> connections() {
        return Set.copyOf(connections);
    }

    int sessionCount() {
        return sessions.get();
    }
}

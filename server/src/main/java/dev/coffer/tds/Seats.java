package dev.coffer.tds;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of a server, and how many of them are logged in. Thread-safe. */
final class Seats {

    /** SQL Server's user sessions begin here; lower numbers are the system's. */
    private static final int FIRST_SPID = 51;

    private static final int LAST_SPID = 32767;

    private final Limits limits;
    private final Set<TdsConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger nextSpid = new AtomicInteger(FIRST_SPID);

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

    int spid() {
        return nextSpid.getAndUpdate(spid -> spid == LAST_SPID ? FIRST_SPID : spid + 1);
    }

    Set<TdsConnection> connections() {
        return Set.copyOf(connections);
    }

    int sessionCount() {
        return sessions.get();
    }
}

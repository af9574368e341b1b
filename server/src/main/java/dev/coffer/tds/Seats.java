package dev.coffer.tds;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open connections of a server, and how many of them are logged in. Thread-safe. */
final class Seats {

    private final Limits limits;
    private final Set<TdsConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sessions = new AtomicInteger();

    /** Who has not logged in, with the address, and how many those are by address. */
    private final Map<TdsConnection, String> strangers = new ConcurrentHashMap<>();

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Seats(Limits limits) {
        this.limits = limits;
    }

    /**
     * False when there are too many connections already, of all or of those from that address that have not logged in.
     */
    boolean arrive(TdsConnection connection, String address) {
        connections.add(connection);
        strangers.put(connection, address);
        int alike = counts.merge(address, 1, Integer::sum);
        if (connections.size() > limits.sockets() || alike > limits.strangers()) {
            leave(connection);
            return false;
        }
        return true;
    }

    /** Its login was answered. */
    void admit(TdsConnection connection) {
        String address = strangers.remove(connection);
        if (address != null) {
            counts.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        }
    }

    void leave(TdsConnection connection) {
        connections.remove(connection);
        admit(connection);
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

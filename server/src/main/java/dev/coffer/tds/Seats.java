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

    /** Who has not logged in, with its origin, and how many those are by origin. */
    private final Map<TdsConnection, String> strangers = new ConcurrentHashMap<>();

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** What is known of where a connection comes from. */
    enum Welcome {
        KNOWN,
        STRANGER
    }

    Seats(Limits limits) {
        this.limits = limits;
    }

    /**
     * False when there are too many connections already, of all or of those from that origin that have not logged in.
     *
     * @param welcome whether it may have one of the places that are kept
     */
    boolean arrive(TdsConnection connection, String origin, Welcome welcome) {
        connections.add(connection);
        strangers.put(connection, origin);
        int alike = counts.merge(origin, 1, Integer::sum);
        int room = limits.sockets() - (welcome == Welcome.KNOWN ? 0 : limits.keptSockets());
        if (connections.size() > room || alike > limits.strangers()) {
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

package dev.coffer.session;

import dev.coffer.command.OpenSessions;
import dev.coffer.command.SessionRow;
import dev.coffer.result.Client;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;

/** The open sessions of an instance by their numbers: the lowest free one from 51 up, as in SQL Server. Thread-safe. */
public final class SessionList implements OpenSessions {

    private final NavigableMap<Integer, Session> sessions = new ConcurrentSkipListMap<>();

    /**
     * Gives a new session its number.
     *
     * @param opening makes the session that has it
     * @throws IllegalStateException when all 32,717 are taken
     */
    public synchronized Session enter(IntFunction<Session> opening) {
        sessions.values().removeIf(Session::gone);
        int free = Client.FIRST_SESSION;
        while (sessions.containsKey(free)) {
            free++;
        }
        if (free > Short.MAX_VALUE) {
            throw new IllegalStateException("No session number is free");
        }
        Session session = opening.apply(free);
        sessions.put(free, session);
        return session;
    }

    @Override
    public List<SessionRow> all() {
        return sessions.entrySet().stream()
                .filter(entry -> !entry.getValue().gone())
                .map(entry -> entry.getValue().row(entry.getKey()))
                .toList();
    }

    @Override
    public boolean kill(int sessionId) {
        Optional<Session> session = Optional.ofNullable(sessions.get(sessionId)).filter(open -> !open.gone());
        session.ifPresent(Session::kill);
        return session.isPresent();
    }

    /** Cancels what runs and ends all of them, within the time that one alone would have. */
    public void closeAll() {
        sessions.values().forEach(Session::stop);
        long deadline = System.nanoTime() + Session.END_LIMIT.toNanos();
        sessions.values().forEach(session -> session.close(deadline));
    }
}

package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.UserAccess;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.work.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which database just now. A session stays in its current database, a backup in the one it reads; CREATE,
 * DROP and RESTORE claim a name for themselves, whether such a database exists or not; ALTER DATABASE closes one to all
 * other sessions. Names are compared without regard to case. Thread-safe; nothing waits here but {@link #awaitLeft}.
 */
public final class DatabaseUses {

    /** What a name is claimed for, which whoever is kept out is told. */
    enum Purpose {
        /** Something is laid down, recovered or about to be: the database is in the middle of a restore. */
        RESTORE(Message.DATABASE_RESTORING),
        /** It is created, attached, renamed or dropped. */
        CHANGE(Message.DATABASE_IN_TRANSITION);

        private final Message refusal;

        Purpose(Message refusal) {
            this.refusal = refusal;
        }
    }

    /** The sessions in each database, in the order they entered; once for each stay. */
    private final Map<String, List<Integer>> stays = new HashMap<>();

    private final Map<String, Purpose> claims = new HashMap<>();

    /** The one session that may enter meanwhile. */
    private final Map<String, Integer> closed = new HashMap<>();

    /**
     * Enters a database; while the stay is open nobody can claim it.
     *
     * @param sessionId whose stay it is
     * @throws SqlError DATABASE_RESTORING when somebody restores it, DATABASE_IN_TRANSITION when somebody has claimed
     *     it for another change, or another session has closed it
     */
    public Hold enter(String database, int sessionId) throws SqlError {
        String name = folded(database);
        synchronized (this) {
            @Nullable Purpose claimed = claims.get(name);
            if (claimed != null) {
                throw claimed.refusal.error(database);
            }
            if (closed.getOrDefault(name, sessionId) != sessionId) {
                throw Message.DATABASE_IN_TRANSITION.error(database);
            }
            stays.computeIfAbsent(name, first -> new ArrayList<>()).add(sessionId);
        }
        return once(() -> leave(name, sessionId));
    }

    /** The name for oneself, or nothing when somebody is in it, has claimed it or has closed it. */
    Optional<Hold> tryClaim(String database, Purpose purpose) {
        String name = folded(database);
        synchronized (this) {
            if (stays.containsKey(name) || closed.containsKey(name) || claims.putIfAbsent(name, purpose) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(once(() -> release(name)));
    }

    /**
     * Does one step of a restore, while nobody else is in the database. For whoever has a place to do it in: others are
     * not shut out while it waits for one.
     *
     * @return what the work does
     * @throws SqlError EXCLUSIVE_ACCESS when somebody is in it, has claimed it or has closed it
     */
    long whileRestored(String database, LongWork.Work work) throws SqlError {
        Hold claim = tryClaim(database, Purpose.RESTORE).orElseThrow(Message.EXCLUSIVE_ACCESS::error);
        try {
            return work.run();
        } finally {
            claim.close();
        }
    }

    /** Lets nobody but that session enter until the hold is closed; nothing when it is claimed or closed already. */
    Optional<Hold> tryClose(String database, int sessionId) {
        String name = folded(database);
        synchronized (this) {
            if (claims.containsKey(name) || closed.putIfAbsent(name, sessionId) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(once(() -> open(name)));
    }

    /** The other sessions in it. */
    synchronized Set<Integer> others(String database, int sessionId) {
        Set<Integer> others = new TreeSet<>(stays.getOrDefault(folded(database), List.of()));
        others.remove(sessionId);
        return others;
    }

    /**
     * Waits until no other session is in it.
     *
     * @param limit for the wait
     * @return whether all have left
     * @throws java.util.concurrent.CancellationException once cancelled
     */
    boolean awaitLeft(String database, int sessionId, Duration limit, Cancellation cancellation) {
        long deadline = System.nanoTime() + limit.toNanos();
        Cancellation.Registration waking = cancellation.onCancel(this::wake);
        try {
            synchronized (this) {
                for (long left = limit.toNanos();
                        left > 0
                                && !cancellation.isCancelled()
                                && !others(database, sessionId).isEmpty();
                        left = deadline - System.nanoTime()) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            waking.close();
        }
        cancellation.check();
        return others(database, sessionId).isEmpty();
    }

    /**
     * A database in single-user mode is the session's that entered it first.
     *
     * @param sessionId has entered it
     * @throws SqlError DATABASE_SINGLE_USER when it is another's
     */
    synchronized void requireRoom(DatabaseEntry database, int sessionId) throws SqlError {
        @Nullable List<Integer> inside = stays.get(folded(database.name()));
        if (database.access() == UserAccess.SINGLE_USER && inside != null && inside.get(0) != sessionId) {
            throw Message.DATABASE_SINGLE_USER.error(database.name());
        }
    }

    private synchronized void leave(String name, int sessionId) {
        @Nullable List<Integer> inside = stays.get(name);
        if (inside != null) {
            inside.remove((Integer) sessionId);
            if (inside.isEmpty()) {
                stays.remove(name);
            }
        }
        notifyAll();
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized void release(String name) {
        claims.remove(name);
    }

    private synchronized void open(String name) {
        closed.remove(name);
    }

    private static Hold once(Runnable end) {
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                end.run();
            }
        };
    }

    private static String folded(String database) {
        return database.toLowerCase(Locale.ROOT);
    }

    /** A stay, a claim or a closing; closing it twice does nothing more. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}

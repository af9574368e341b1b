package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Who is in which database just now. A session stays in its current database, a backup in the one it reads; CREATE,
 * DROP and RESTORE claim a name for themselves, whether such a database exists or not. Names are compared without
 * regard to case. Thread-safe; nothing waits here.
 */
public final class DatabaseUses {

    private final Map<String, Integer> stays = new HashMap<>();
    private final Set<String> claims = new HashSet<>();

    /**
     * Enters a database; while the stay is open nobody can claim it.
     *
     * @throws SqlError DATABASE_RESTORING when somebody has claimed it
     */
    public Hold enter(String database) throws SqlError {
        String name = folded(database);
        synchronized (this) {
            if (claims.contains(name)) {
                throw Message.DATABASE_RESTORING.error(database);
            }
            stays.merge(name, 1, Integer::sum);
        }
        return once(() -> leave(name));
    }

    /** The name for oneself, or nothing when somebody is in it or has claimed it. */
    public Optional<Hold> tryClaim(String database) {
        String name = folded(database);
        synchronized (this) {
            if (stays.containsKey(name) || !claims.add(name)) {
                return Optional.empty();
            }
        }
        return Optional.of(once(() -> release(name)));
    }

    private synchronized void leave(String name) {
        stays.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
    }

    private synchronized void release(String name) {
        claims.remove(name);
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

    /** A stay or a claim; closing it twice does nothing more. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}

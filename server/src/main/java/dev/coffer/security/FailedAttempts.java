package dev.coffer.security;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often logins failed lately, by source and login, and how long the next failure waits for its answer: a quarter
 * of a second, doubling up to eight. Bounded: the oldest are forgotten. Thread-safe.
 */
final class FailedAttempts {

    static final Duration FIRST_DELAY = Duration.ofMillis(250);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(8);

    /** After that long without a failure the count starts over. */
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    private static final int MAX_KEPT = 10_000;

    private final LongSupplier nanoTime;
    private final Map<Key, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Failures> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** @param nanoTime a clock that never goes back */
    FailedAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Key(String source, String login) {
        static Key of(String source, String login) {
            return new Key(source, login.toLowerCase(Locale.ROOT));
        }
    }

    private record Failures(int count, long lastNanos) {}

    /** Counts one more and returns how long its answer waits. */
    synchronized Duration failed(String source, String login) {
        Key key = Key.of(source, login);
        Failures before = failures.get(key);
        long now = nanoTime.getAsLong();
        boolean lately = before != null && now - before.lastNanos() <= FORGOTTEN_AFTER.toNanos();
        int count = before != null && lately ? before.count() + 1 : 1;
        failures.put(key, new Failures(count, now));
        return delay(count);
    }

    private static Duration delay(int count) {
        int doublings = Math.min(count - 1, 16);
        Duration delay = FIRST_DELAY.multipliedBy(1L << doublings);
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }

    synchronized void succeeded(String source, String login) {
        failures.remove(Key.of(source, login));
    }
}

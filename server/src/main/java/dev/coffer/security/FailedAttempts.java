package dev.coffer.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How often logins failed lately, and what that costs the next attempt, whatever way it is checked. Three counts, each
 * forgotten after 15 minutes without a failure:
 *
 * <ul>
 *   <li>of a login from one origin: each failure puts the next attempt off, a quarter of a second at first, then twice
 *       that, up to eight; after ten the login is locked out there, and there alone, until the count is forgotten;
 *   <li>of an origin, whatever the login: the same delays from the twentieth failure on, and no lock-out;
 *   <li>of a login, wherever from: the same delays from the hundredth failure on, for origins it never succeeded from.
 *       The machine itself is none of those, so nobody abroad keeps an administrator out.
 * </ul>
 *
 * An attempt is refused unlooked at when it would wait for too long. Bounded: the oldest counts are forgotten.
 * Thread-safe.
 */
final class FailedAttempts {

    static final Duration FIRST_DELAY = Duration.ofMillis(250);
    static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    /** Clients give up after some fifteen seconds. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    static final int LOCKED_AFTER = 10;
    static final int FREE_FOR_ORIGIN = 20;
    static final int FREE_FOR_LOGIN = 100;

    private static final int MAX_KEPT = 10_000;
    private static final int MOST_DOUBLINGS = 16;

    private final LongSupplier nanoTime;
    private final Map<Attempted, Tally> pairs = bounded();
    private final Map<String, Tally> origins = bounded();
    private final Map<String, Tally> logins = bounded();

    /** Who got in once. */
    private final Set<Attempted> known = Collections.newSetFromMap(bounded());

    private final Set<String> knownOrigins = Collections.newSetFromMap(bounded());

    /** @param nanoTime a clock that never goes back */
    FailedAttempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static <K, V> Map<K, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > MAX_KEPT;
            }
        };
    }

    /** What becomes of an attempt. */
    enum Verdict {
        LOOKED_AT,
        LOCKED_OUT,
        TOO_MANY
    }

    /** @param delay before it is looked at */
    record Turn(Verdict verdict, Duration delay) {}

    /** Failures of one kind. */
    private static final class Tally {
        private final int free;
        private int count;
        private long lastNanos;
        private long nextNanos;

        Tally(int free, long now) {
            this.free = free;
            this.lastNanos = now;
            this.nextNanos = now;
        }

        boolean isForgotten(long now) {
            return now - lastNanos > FORGOTTEN_AFTER.toNanos();
        }

        long delayNanos() {
            if (count <= free) {
                return 0;
            }
            long doubled = FIRST_DELAY.toNanos() << Math.min(count - free - 1, MOST_DOUBLINGS);
            return Math.min(doubled, LONGEST_DELAY.toNanos());
        }

        /** Takes a turn at that time; the one behind it comes later, if this tally delays at all. */
        void take(long at) {
            if (delayNanos() > 0) {
                nextNanos = at + delayNanos();
            }
        }

        void fail(long now) {
            count++;
            lastNanos = now;
            long next = now + delayNanos();
            nextNanos = next - nextNanos > 0 ? next : nextNanos;
        }
    }

    /** When this attempt may be looked at; takes that turn. */
    synchronized Turn turn(Attempted by) {
        long now = nanoTime.getAsLong();
        Tally pair = tally(pairs, by, 0, now);
        if (pair.count >= LOCKED_AFTER) {
            return new Turn(Verdict.LOCKED_OUT, Duration.ZERO);
        }
        List<Tally> counted = new ArrayList<>(List.of(pair, tally(origins, by.origin(), FREE_FOR_ORIGIN, now)));
        if (!isKnown(by)) {
            counted.add(tally(logins, by.login(), FREE_FOR_LOGIN, now));
        }
        long wait = 0;
        for (Tally each : counted) {
            wait = Math.max(wait, each.nextNanos - now);
        }
        if (wait > LONGEST_WAIT.toNanos()) {
            return new Turn(Verdict.TOO_MANY, Duration.ZERO);
        }
        for (Tally each : counted) {
            each.take(now + wait);
        }
        return new Turn(Verdict.LOOKED_AT, Duration.ofNanos(wait));
    }

    /** Whether anybody got in from there. */
    synchronized boolean knows(String origin) {
        return knownOrigins.contains(origin);
    }

    private boolean isKnown(Attempted by) {
        return by.isLocal() || known.contains(by);
    }

    /** The count that is kept, or a new one that is not kept yet. */
    private static <K> Tally tally(Map<K, Tally> kept, K key, int free, long now) {
        Tally before = kept.get(key);
        return before == null || before.isForgotten(now) ? new Tally(free, now) : before;
    }

    /** Counts one that was looked at; returns whether it is the one that locks the login out there. */
    synchronized boolean failed(Attempted by) {
        long now = nanoTime.getAsLong();
        Tally pair = counted(pairs, by, 0, now);
        counted(origins, by.origin(), FREE_FOR_ORIGIN, now);
        if (!isKnown(by)) {
            counted(logins, by.login(), FREE_FOR_LOGIN, now);
        }
        return pair.count == LOCKED_AFTER;
    }

    private static <K> Tally counted(Map<K, Tally> kept, K key, int free, long now) {
        Tally tally = tally(kept, key, free, now);
        tally.fail(now);
        kept.put(key, tally);
        return tally;
    }

    /** The right password was given: its own failures are forgotten, those of others are not. */
    synchronized void succeeded(Attempted by) {
        pairs.remove(by);
        known.add(by);
        knownOrigins.add(by.origin());
    }
}

package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Tries again what may pass, after pauses that double and of which a random part, up to half, is left out: writers that
 * failed together do not come back together. Thread-safe.
 */
public final class Retries {

    private final Bounds bounds;
    private final RandomGenerator random;

    /**
     * How often and how long.
     *
     * @param attempts in all, at least one
     * @param firstPause the longest pause after the first failure
     * @param longestPause of any pause
     * @param patience after which nothing is tried again
     */
    public record Bounds(int attempts, Duration firstPause, Duration longestPause, Duration patience) {

        /** Half a minute of quick failures, some minutes of slow ones. */
        public static final Bounds ORDINARY =
                new Bounds(8, Duration.ofMillis(250), Duration.ofSeconds(8), Duration.ofMinutes(5));
    }

    public Retries(Bounds bounds, RandomGenerator random) {
        this.bounds = bounds;
        this.random = random;
    }

    /** A request that can be made again. */
    @FunctionalInterface
    interface Call<T> {
        T make() throws StoreException;
    }

    /** As the other one, to the end. */
    <T> T call(Location location, Call<T> call) throws StoreException {
        return call(location, call, () -> false);
    }

    /**
     * @param givenUp whether an answer is no longer wanted
     * @throws StoreException the last attempt's, or INTERRUPTED when the thread is interrupted between two
     */
    <T> T call(Location location, Call<T> call, BooleanSupplier givenUp) throws StoreException {
        long begunNanos = System.nanoTime();
        long pauseMillis = bounds.firstPause().toMillis();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.make();
            } catch (StoreException failed) {
                boolean patient =
                        System.nanoTime() - begunNanos < bounds.patience().toNanos();
                if (!mayPass(failed.kind()) || attempt >= bounds.attempts() || !patient || givenUp.getAsBoolean()) {
                    throw failed;
                }
                pause(location, pauseMillis);
                pauseMillis = Math.min(pauseMillis * 2, bounds.longestPause().toMillis());
            }
        }
    }

    private static boolean mayPass(Kind kind) {
        return kind == Kind.THROTTLED || kind == Kind.INTERRUPTED;
    }

    private void pause(Location location, long longestMillis) throws StoreException {
        try {
            Thread.sleep(longestMillis / 2 + random.nextLong(longestMillis / 2 + 1));
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INTERRUPTED, location, "It was given up", null);
        }
    }
}

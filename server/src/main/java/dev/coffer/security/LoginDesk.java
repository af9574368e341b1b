package dev.coffer.security;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks logins off the threads that ask. Attempts of one login from one origin are looked at one after the other, each
 * when its turn has come ({@link FailedAttempts}), so a flood of connections guesses no faster than one. One core at a
 * time computes hashes; what waits for it is bounded, in all and by origin. What is too much is refused unlooked at, a
 * while later: whoever tries again and again runs into the bound of connections from one address, which costs nothing,
 * before their handshakes take the server's time. Thread-safe.
 */
public final class LoginDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoginDesk.class);

    private static final int HASHING_THREADS = 1;

    /** A full queue is worked off in about ten seconds, less than clients wait. */
    private static final int MAX_WAITING = 64;

    private static final int MAX_HASHING_BY_ORIGIN = 8;

    private static final String FIRST_LOOPBACK = "127.0.0.1";
    private static final String OTHER_LOOPBACK = "127.0.0.0/8";

    /** How long the answer to an attempt is held that was not looked at. */
    static final Duration UNLOOKED_DELAY = Duration.ofSeconds(4);

    private final Logins logins;
    private final FailedAttempts attempts;
    private final Delays delays;
    private final LongAdder failures = new LongAdder();
    private final LongAdder unlooked = new LongAdder();

    /** What waits behind the attempt that is being looked at; a lane ends with its last attempt. */
    private final Map<Attempted, Queue<Attempt>> lanes = new ConcurrentHashMap<>();

    private final Map<String, Integer> hashed = new ConcurrentHashMap<>();
    private final ExecutorService hashing;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("login-delay"));

    /** Runs something later. */
    interface Delays {
        void after(Duration delay, Runnable work);
    }

    /** @param password closed once it was looked at, or will not be */
    private record Attempt(
            Attempted by,
            String login,
            String address,
            SecretBytes password,
            CompletableFuture<Optional<SqlError>> refusal) {}

    public LoginDesk(Logins logins) {
        this(logins, System::nanoTime, null);
    }

    /**
     * @param nanoTime a clock that never goes back
     * @param delays null for real ones
     */
    LoginDesk(Logins logins, LongSupplier nanoTime, @Nullable Delays delays) {
        this.logins = logins;
        this.attempts = new FailedAttempts(nanoTime);
        this.delays = delays == null ? this::schedule : delays;
        this.hashing = new ThreadPoolExecutor(
                HASHING_THREADS,
                HASHING_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                named("login-hash"));
    }

    /**
     * What an address is counted as: an IPv6 one by its first 64 bits, and all names of this machine but its first as
     * one, since whoever has one of them has all.
     */
    public static String origin(String address) {
        String origin = Attempted.of(address, "").origin();
        return origin.startsWith("127.") && !origin.equals(FIRST_LOOPBACK) ? OTHER_LOOPBACK : origin;
    }

    /** Whether somebody logged in from there since the start, or it is this machine. */
    public boolean welcomes(String address) {
        Attempted by = Attempted.of(address, "");
        return by.isLocal() || attempts.knows(by.origin());
    }

    private void schedule(Duration delay, Runnable work) {
        ScheduledFuture<?> unused = timer.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Checks a login. Never blocks.
     *
     * @param password closed here
     * @param address of the client
     * @return empty for one that is let in, 18456 for any other, 18486 where the login is locked out at that address
     */
    public CompletionStage<Optional<SqlError>> refusal(String login, SecretBytes password, String address) {
        Attempt attempt =
                new Attempt(Attempted.of(address, login), login, address, password, new CompletableFuture<>());
        Place place = join(attempt);
        if (place == Place.FIRST) {
            begin(attempt);
        } else if (place == Place.NONE) {
            refuseUnlooked(attempt, Message.LOGIN_FAILED);
        }
        return attempt.refusal();
    }

    private enum Place {
        FIRST,
        BEHIND,
        NONE
    }

    private Place join(Attempt attempt) {
        Place[] place = {Place.BEHIND};
        lanes.compute(attempt.by(), (by, lane) -> {
            if (lane == null) {
                place[0] = Place.FIRST;
                return new ArrayDeque<>();
            }
            if (lane.size() == MAX_WAITING) {
                place[0] = Place.NONE;
            } else {
                lane.add(attempt);
            }
            return lane;
        });
        return place[0];
    }

    /** The attempt is over; the next one's turn comes. */
    private void leave(Attempt attempt) {
        @Nullable Attempt[] next = {null};
        lanes.computeIfPresent(attempt.by(), (by, lane) -> {
            next[0] = lane.poll();
            return next[0] == null ? null : lane;
        });
        Attempt following = next[0];
        if (following != null) {
            begin(following);
        }
    }

    private void begin(Attempt attempt) {
        FailedAttempts.Turn turn = attempts.turn(attempt.by());
        switch (turn.verdict()) {
            case LOOKED_AT -> {
                if (turn.delay().isZero()) {
                    look(attempt);
                } else {
                    delays.after(turn.delay(), () -> look(attempt));
                }
            }
            case LOCKED_OUT -> {
                refuseUnlooked(attempt, Message.LOGIN_LOCKED_OUT);
                leave(attempt);
            }
            case TOO_MANY -> {
                refuseUnlooked(attempt, Message.LOGIN_FAILED);
                leave(attempt);
            }
        }
    }

    private void look(Attempt attempt) {
        if (logins.remembers(attempt.login(), attempt.password())) {
            attempt.password().close();
            admit(attempt);
        } else if (!enter(attempt)) {
            refuseUnlooked(attempt, Message.LOGIN_FAILED);
            leave(attempt);
        } else {
            try {
                hashing.execute(() -> check(attempt));
            } catch (RejectedExecutionException full) {
                exit(attempt);
                refuseUnlooked(attempt, Message.LOGIN_FAILED);
                leave(attempt);
            }
        }
    }

    private void check(Attempt attempt) {
        Optional<Logins.Failure> failure = Optional.of(Logins.Failure.UNCHECKED);
        try (SecretBytes password = attempt.password()) {
            failure = logins.verify(attempt.login(), password);
        } catch (SqlError unreadable) {
            LOG.error("The login '{}' cannot be read: {}", attempt.login(), unreadable.clientText());
        } catch (RuntimeException bug) {
            LOG.error("The login '{}' could not be checked", attempt.login(), bug);
        } finally {
            exit(attempt);
        }
        if (failure.isEmpty()) {
            admit(attempt);
        } else {
            fail(attempt, failure.get());
        }
    }

    private void admit(Attempt attempt) {
        attempts.succeeded(attempt.by());
        attempt.refusal().complete(Optional.empty());
        leave(attempt);
    }

    /** The log says what SQL Server's says; the client learns nothing of it. */
    private void fail(Attempt attempt, Logins.Failure failure) {
        failures.increment();
        SqlError error = Message.LOGIN_FAILED.error(attempt.login());
        LOG.warn(
                "Error {}, state {}: login failed for user '{}'. Reason: {} [CLIENT: {}]",
                error.number(),
                failure.state(),
                attempt.login(),
                failure.reason(),
                attempt.address());
        if (attempts.failed(attempt.by())) {
            LOG.warn(
                    "User '{}' is locked out at {} until {} minutes passed without another failure there; {} attempts"
                            + " in all were refused unlooked at since the start",
                    attempt.login(),
                    attempt.by().origin(),
                    FailedAttempts.FORGOTTEN_AFTER.toMinutes(),
                    unlooked.sum());
        }
        attempt.refusal().complete(Optional.of(error));
        leave(attempt);
    }

    /** Not logged one by one: that would let a flood fill the log. */
    private void refuseUnlooked(Attempt attempt, Message message) {
        attempt.password().close();
        failures.increment();
        unlooked.increment();
        delays.after(UNLOOKED_DELAY, () -> attempt.refusal().complete(Optional.of(message.error(attempt.login()))));
    }

    /** How many were refused since the start. */
    public long failureCount() {
        return failures.sum();
    }

    /** Takes a place among those to be hashed, if the origin has not all of its own already. */
    private boolean enter(Attempt attempt) {
        boolean[] entered = {false};
        hashed.compute(attempt.by().origin(), (origin, count) -> {
            int present = count == null ? 0 : count;
            entered[0] = present < MAX_HASHING_BY_ORIGIN;
            return entered[0] ? present + 1 : present;
        });
        return entered[0];
    }

    private void exit(Attempt attempt) {
        hashed.computeIfPresent(attempt.by().origin(), (origin, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public void close() {
        hashing.shutdownNow();
        timer.shutdownNow();
    }
}

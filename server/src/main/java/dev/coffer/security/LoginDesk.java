package dev.coffer.security;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.SqlError;
import java.time.Duration;
import java.util.Map;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks logins off the threads that ask. One core at a time computes hashes; what waits for it is bounded, in all and
 * by source, and what is too much fails unlooked at: a flood from one address holds up nobody at another. Failures are
 * answered late. Thread-safe.
 */
public final class LoginDesk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoginDesk.class);

    private static final int HASHING_THREADS = 1;

    /** A full queue is worked off in about ten seconds, less than clients wait. */
    private static final int MAX_WAITING = 64;

    private static final int MAX_WAITING_BY_SOURCE = 8;

    private final Logins logins;
    private final FailedAttempts attempts = new FailedAttempts(System::nanoTime);
    private final LongAdder failures = new LongAdder();
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();
    private final ExecutorService hashing;
    private final ScheduledExecutorService delays;

    public LoginDesk(Logins logins) {
        this.logins = logins;
        this.hashing = new ThreadPoolExecutor(
                HASHING_THREADS,
                HASHING_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MAX_WAITING),
                named("login-hash"));
        this.delays = Executors.newSingleThreadScheduledExecutor(named("login-delay"));
    }

    private static ThreadFactory named(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Whether the password is the login's. Never blocks.
     *
     * @param password closed here
     */
    public CompletionStage<Boolean> admits(String login, SecretBytes password, String source) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (logins.remembers(login, password)) {
            password.close();
            attempts.succeeded(source, login);
            answer.complete(true);
            return answer;
        }
        if (!enter(source)) {
            LOG.warn("Login of '{}' from {} failed: too many attempts at once from there", login, source);
            password.close();
            fail(answer, login, source);
            return answer;
        }
        try {
            hashing.execute(() -> check(login, password, source, answer));
        } catch (RejectedExecutionException full) {
            LOG.warn("Login of '{}' from {} failed: too many attempts at once", login, source);
            password.close();
            leave(source);
            fail(answer, login, source);
        }
        return answer;
    }

    private void check(String login, SecretBytes password, String source, CompletableFuture<Boolean> answer) {
        boolean right = false;
        try (password) {
            right = logins.verify(login, password, source);
        } catch (SqlError unreadable) {
            LOG.error("Login of '{}' from {} failed: {}", login, source, unreadable.clientText());
        } catch (RuntimeException bug) {
            LOG.error("Login of '{}' from {} failed", login, source, bug);
        } finally {
            leave(source);
        }
        if (right) {
            attempts.succeeded(source, login);
            answer.complete(true);
        } else {
            fail(answer, login, source);
        }
    }

    private void fail(CompletableFuture<Boolean> answer, String login, String source) {
        failures.increment();
        Duration delay = attempts.failed(source, login);
        ScheduledFuture<?> unused =
                delays.schedule(() -> answer.complete(false), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many were refused since the start. */
    public long failureCount() {
        return failures.sum();
    }

    private boolean enter(String source) {
        return waiting.merge(source, 1, (present, one) -> Math.min(present + one, MAX_WAITING_BY_SOURCE + 1))
                        <= MAX_WAITING_BY_SOURCE
                || refused(source);
    }

    /** Takes back the place that was one too many. */
    private boolean refused(String source) {
        leave(source);
        return false;
    }

    private void leave(String source) {
        waiting.computeIfPresent(source, (address, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public void close() {
        hashing.shutdownNow();
        delays.shutdownNow();
    }
}

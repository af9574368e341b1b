package dev.coffer.command;

import dev.coffer.jobs.LongWork;
import dev.coffer.result.Client;
import dev.coffer.tsql.StatementText;
import dev.coffer.work.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one session shows of itself. Written by the session's thread, read by any: thread-safe. */
public final class Activity implements Progress {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final double WHOLE = 100.0;

    private final Clock clock;
    private final String login;
    private final Instant loginTime;
    private final UUID connection = UUID.randomUUID();
    private Standing standing;
    private Instant lastStart;
    private @Nullable Instant lastEnd;
    private long cpuNanos;
    private long elapsedMillis;
    private boolean running;
    private long cpuAtStart;
    private String command = "";
    private StatementText text = StatementText.NONE;
    private long statements;
    private String wait = "";
    private Instant waitStart;
    private @Nullable Instant workStart;
    private long doneBytes;
    private long totalBytes;

    /** What is the same from one statement to the next. */
    private record Standing(
            Client client,
            String database,
            SessionOptions options,
            int transactionCount,
            long transaction,
            long rowCount,
            int error,
            int level) {}

    public Activity(String login, Clock clock) {
        this.login = login;
        this.clock = clock;
        this.loginTime = clock.instant();
        this.lastStart = loginTime;
        this.waitStart = loginTime;
        this.standing =
                new Standing(Client.local(Client.FIRST_SESSION, ""), "master", SessionOptions.INITIAL, 0, 0, 0, 0, 0);
    }

    /** A request begins on this thread. */
    public synchronized void begin() {
        running = true;
        lastStart = clock.instant();
        cpuAtStart = THREADS.getCurrentThreadCpuTime();
        command = "";
        rest();
    }

    /**
     * A statement of the request begins.
     *
     * @param words its first ones, which hold no secret
     * @param written what may be shown of it
     */
    public synchronized void statement(String words, StatementText written) {
        command = words;
        text = written;
        statements++;
        rest();
    }

    private void rest() {
        wait = "";
        workStart = null;
        doneBytes = 0;
        totalBytes = 0;
    }

    /** How the session stands; on its thread. */
    public void note(SessionState state, SessionConnections connections) {
        Standing now = new Standing(
                state.client(),
                connections.database(),
                state.options(),
                state.transactionCount(),
                state.transactionNumber(),
                state.rowCount(),
                state.error(),
                state.level());
        synchronized (this) {
            standing = now;
        }
    }

    /** The request of {@link #begin} is over. */
    public synchronized void end() {
        running = false;
        text = text.settled();
        Instant now = clock.instant();
        lastEnd = now;
        elapsedMillis += millis(lastStart, now);
        cpuNanos += Math.max(0, THREADS.getCurrentThreadCpuTime() - cpuAtStart);
        rest();
    }

    /**
     * The statement waits.
     *
     * @param what a word for sys.dm_exec_requests
     */
    synchronized void waits(String what) {
        wait = what;
        waitStart = clock.instant();
    }

    /** It waits no more. */
    private synchronized void works() {
        wait = "";
    }

    /** Long work that waits for a place shows that. */
    LongWork.Waiting queue() {
        return new LongWork.Waiting() {
            @Override
            public void begins() {
                waits("BACKUP_QUEUE");
            }

            @Override
            public void ends() {
                works();
            }
        };
    }

    /** The share of a backup or restore that is done. */
    @Override
    public synchronized void advanced(long done, long total) {
        if (workStart == null) {
            workStart = clock.instant();
        }
        doneBytes = done;
        totalBytes = total;
    }

    /** @param killed whether KILL has ended the session */
    public synchronized SessionRow row(int sessionId, boolean killed) {
        return new SessionRow(
                sessionId,
                standing.client(),
                login,
                loginTime,
                connection,
                standing.database(),
                standing.options(),
                standing.transactionCount(),
                standing.transaction(),
                standing.rowCount(),
                standing.error(),
                lastStart,
                Optional.ofNullable(lastEnd),
                cpuNanos / NANOS_A_MILLI,
                elapsedMillis,
                killed,
                new SessionRow.Written(handle(), text),
                running ? Optional.of(request(clock.instant())) : Optional.empty());
    }

    /** Of 20 bytes, as SQL Server's are; another one for each statement. */
    private String handle() {
        return String.format(Locale.ROOT, "02000000%016x%016x", connection.getMostSignificantBits(), statements);
    }

    private SessionRow.Request request(Instant now) {
        double done = totalBytes <= 0 ? 0 : Math.min(1.0, (double) doneBytes / totalBytes);
        Instant started = workStart;
        long left = started == null || done == 0 ? 0 : (long) (millis(started, now) * (1 - done) / done);
        return new SessionRow.Request(
                lastStart,
                millis(lastStart, now),
                command,
                wait,
                wait.isEmpty() ? 0 : millis(waitStart, now),
                WHOLE * done,
                left,
                standing.level());
    }

    /** A clock that was set back shows no negative times. */
    private static long millis(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis());
    }
}

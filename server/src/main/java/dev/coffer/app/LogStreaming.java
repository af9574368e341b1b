package dev.coffer.app;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.LogStreams;
import dev.coffer.command.LiveDatabases;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backs up the log of every database with LOG_STREAMING. It watches each on a connection that stays, and takes what is
 * new every few seconds, or sooner when there is much. Each is a BACKUP LOG of its own, with its own keys: whole,
 * listed, and only then let go on the server. So a kill loses nothing that was let go, and the next start goes on where
 * the list ends. Thread-safe.
 */
final class LogStreaming implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogStreaming.class);

    private static final long LOOK_SECONDS = 1;
    private static final long END_SECONDS = 30;

    /** So old may be what is in no backup yet, */
    private static final Duration OLDEST = Duration.ofSeconds(5);

    /** or so much: a segment of PostgreSQL's usual ones. */
    private static final long MOST_BYTES = 16 << 20;

    /** A server that is away, or a full disk, is not asked again and again, nor the error log filled with it. */
    private static final Duration REST = Duration.ofSeconds(30);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Catalog catalog;
    private final LiveDatabases databases;
    private final Supplier<Session> sessions;
    private final Clock clock;
    private final Cancellation ending = new Cancellation();
    private final Set<Integer> busy = ConcurrentHashMap.newKeySet();

    /** Those that are watched, by the database's id; each is touched by whoever made the database busy. */
    private final Map<Integer, Watched> watches = new ConcurrentHashMap<>();

    /** Until when those rest whose last try failed. */
    private final Map<Integer, Instant> resting = new ConcurrentHashMap<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(LogStreaming::thread);
    private final ExecutorService workers = Executors.newCachedThreadPool(LogStreaming::thread);

    LogStreaming(Catalog catalog, LiveDatabases databases, Supplier<Session> sessions, Clock clock) {
        this.catalog = catalog;
        this.databases = databases;
        this.sessions = sessions;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "log-streaming");
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        ScheduledFuture<?> unused =
                timer.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** A watch, and when all that was there was in a backup for the last time. */
    private record Watched(LiveDatabases.Watch watch, Instant settled) {}

    /** One slow server does not hold up the others. */
    private void look() {
        Set<Integer> wanted = new HashSet<>();
        try {
            List<LogStreams.Stream> all = catalog.logStreams().all();
            all.forEach(stream -> wanted.add(stream.databaseId()));
            for (LogStreams.Stream stream : all) {
                Instant until = resting.getOrDefault(stream.databaseId(), Instant.MIN);
                if (!clock.instant().isBefore(until) && busy.add(stream.databaseId())) {
                    workers.execute(() -> advance(stream));
                }
            }
        } catch (SqlError | RuntimeException failed) {
            LOG.warn("The databases whose log is streamed cannot be listed", failed);
            return;
        }
        resting.keySet().retainAll(wanted);
        for (Integer id : watches.keySet()) {
            if (!wanted.contains(id) && busy.add(id)) {
                forget(id);
                busy.remove(id);
            }
        }
    }

    private void forget(int databaseId) {
        Watched watched = watches.remove(databaseId);
        if (watched != null) {
            watched.watch().close();
        }
    }

    private void advance(LogStreams.Stream stream) {
        try {
            try {
                follow(stream);
            } catch (SqlError failed) {
                rest(stream, failed.clientText());
            } catch (CancellationException ended) {
                throw ended;
            } catch (RuntimeException unexpected) {
                LOG.warn("The log of {} could not be backed up", stream.database(), unexpected);
                rest(stream, "Unexpectedly: the log of the instance says more.");
            }
        } catch (CancellationException ended) {
            LOG.debug("The instance ends");
        } catch (SqlError | RuntimeException failed) {
            LOG.warn("That the log of {} could not be backed up is not noted", stream.database(), failed);
        } finally {
            busy.remove(stream.databaseId());
        }
    }

    private void follow(LogStreams.Stream stream) throws SqlError {
        DatabaseEntry database = catalog.databases().require(stream.database());
        Watched watched = watches.get(stream.databaseId());
        if (watched == null) {
            watched = new Watched(databases.watchLog(database, ending), Instant.MIN);
            watches.put(stream.databaseId(), watched);
        }
        Instant now = clock.instant();
        BigInteger end = watched.watch().end();
        long behind = behind(database, end);
        if (behind < MOST_BYTES && now.isBefore(watched.settled().plus(OLDEST))) {
            return;
        }
        // A host that took over without all that was backed up is behind the chain: the backup finds that it is broken.
        if (behind != 0 && !backUp(stream, now)) {
            return;
        }
        long left = behind == 0 ? 0 : Math.max(0, behind(database, end));
        catalog.logStreams().reached(stream.databaseId(), now, left);
        resting.remove(stream.databaseId());
        watches.put(stream.databaseId(), new Watched(watched.watch(), now));
    }

    /** Whether it went well. */
    private boolean backUp(LogStreams.Stream stream, Instant now) throws SqlError {
        Answer answer = new Answer();
        try (Session session = sessions.get()) {
            session.execute(statement(stream, now), answer, ending);
        }
        if (answer.error().isPresent()) {
            rest(stream, answer.error().get());
            return false;
        }
        return true;
    }

    private void rest(LogStreams.Stream stream, String error) throws SqlError {
        forget(stream.databaseId());
        resting.put(stream.databaseId(), clock.instant().plus(REST));
        catalog.logStreams().failed(stream.databaseId(), error);
    }

    /** How much log is in no backup. */
    private long behind(DatabaseEntry database, BigInteger end) throws SqlError {
        LogChain chain = catalog.chains().find(database.databaseId()).orElseThrow(Message.NO_CURRENT_BACKUP::error);
        return end.subtract(chain.position()).longValue();
    }

    private static String statement(LogStreams.Stream stream, Instant now) {
        LogStreams.Target target = stream.target();
        String folder = target.folder().endsWith("/") ? target.folder() : target.folder() + separator(target);
        // A name may hold what leads elsewhere.
        String name = stream.database().replaceAll("[^\\p{L}\\p{N} _-]", "_");
        String file = folder + name + "_" + STAMP.format(now) + ".trn";
        return "BACKUP LOG [" + stream.database().replace("]", "]]") + "] TO " + target.device() + " = N'"
                + file.replace("'", "''") + "' WITH COMPRESSION" + target.remote()
                + (target.encryption().isEmpty() ? "" : ", " + target.encryption());
    }

    /** Windows paths keep their own. */
    private static String separator(LogStreams.Target target) {
        return target.device().equals("DISK") && target.folder().indexOf('\\') >= 0 ? "\\" : "/";
    }

    /** Keeps the first error. */
    private static final class Answer implements ResultSink {

        private @Nullable String error;

        synchronized Optional<String> error() {
            return Optional.ofNullable(error);
        }

        @Override
        public synchronized void message(SqlMessage message) {
            if (error == null && message.isError()) {
                error = message.text();
            }
        }

        @Override
        public void columns(List<Column> described) {
            // A backup has no rows.
        }

        @Override
        public void row(@Nullable Object[] values) {
            // None come.
        }

        @Override
        public void done(long rowCount) {
            // The error, or none, says it.
        }
    }

    /** Cancels what runs: a backup that is not whole leaves nothing. */
    @Override
    public void close() {
        timer.shutdownNow();
        ending.cancel();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A backup of the log did not end in {} seconds", END_SECONDS);
            }
            watches.keySet().forEach(this::forget);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.Integrity;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.LogWatch;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A database in a cluster of its own, started on first use. Thread-safe: one lock guards start and stop. */
final class ManagedDatabase implements HostedDatabase {

    private static final String OTHER_CLIENTS = "SELECT count(*) FROM pg_catalog.pg_stat_activity"
            + " WHERE backend_type IN ('client backend', 'walsender') AND pid <> pg_backend_pid()";

    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(1);
    private static final long RETRY_MILLIS = 10;

    /**
     * After the death of one of its processes the server ends all others, recovers and goes on. Whoever comes meanwhile
     * is told so, or cut off while still connecting.
     */
    private static final Set<String> RECOVERING = Set.of("57P02", "57P03", "08001", "08006");

    private final DatabaseHome home;
    private final ClusterFolder folder;
    private final ServerLauncher launcher;
    private final SecureRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Postmaster postmaster;

    /** Whether it has taken connections; until then it recovers. */
    private boolean ready;

    private long lastUseNanos = System.nanoTime();
    /** Also seen by whoever waits for a start while it holds the lock. */
    private volatile boolean closed;

    private boolean held;

    /**
     * @param home that everybody knows it by
     * @param folder where its cluster is: of that home, or of the copy in it that is read while the home waits for more
     */
    ManagedDatabase(DatabaseHome home, ClusterFolder folder, ServerLauncher launcher, SecureRandom random) {
        this.home = home;
        this.folder = folder;
        this.launcher = launcher;
        this.random = random;
    }

    @Override
    public DatabaseHome home() {
        return home;
    }

    @Override
    public Connection connect(Role role, Cancellation cancellation) throws EngineException, SQLException {
        // Under the lock, so that the idle stop never comes between the start and the connection.
        take(cancellation);
        try {
            long deadline = System.nanoTime() + RECOVERY_LIMIT.toNanos();
            while (true) {
                Postmaster running = running(cancellation);
                lastUseNanos = System.nanoTime();
                try {
                    return ServerConnections.open(running.socket(), role);
                } catch (SQLException e) {
                    if (!RECOVERING.contains(String.valueOf(e.getSQLState())) || System.nanoTime() > deadline) {
                        throw e;
                    }
                }
                cancellation.check();
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "Interrupted while the database recovered", e);
        } finally {
            lock.unlock();
        }
    }

    /** The lock, unless whoever waits for it is cancelled: another may be starting the server, which can take long. */
    private void take(Cancellation cancellation) throws EngineException {
        try {
            while (!lock.tryLock(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                goOn(cancellation);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(Kind.UNAVAILABLE, "Interrupted while another started the database", e);
        }
    }

    private void goOn(Cancellation cancellation) throws EngineException {
        cancellation.check();
        if (closed) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "The database is closed: it was replaced or removed, or the instance ends");
        }
    }

    private Postmaster running(Cancellation cancellation) throws EngineException {
        goOn(cancellation);
        if (held) {
            throw new EngineException(Kind.UNAVAILABLE, "The tail of the log is being backed up");
        }
        Postmaster running = postmaster;
        if (running == null || !running.isAlive()) {
            running = launcher.start(folder, Map.of());
            postmaster = running;
            ready = false;
        }
        if (!ready) {
            awaitReady(running, cancellation);
        }
        return running;
    }

    /** Who waits no longer leaves the server to its recovery, which would begin at the same place again. */
    private void awaitReady(Postmaster started, Cancellation cancellation) throws EngineException {
        try {
            started.awaitReady(START_LIMIT, () -> goOn(cancellation));
            ready = true;
        } catch (EngineException e) {
            if (!started.isAlive()) {
                stop();
            }
            throw e;
        }
    }

    @Override
    public Snapshot snapshot(SnapshotOptions options, Cancellation cancellation) throws EngineException {
        Postmaster running = server(cancellation);
        if (options.log() == SnapshotOptions.Log.KEEP) {
            // Before the image begins, so that the log has no gap behind it.
            asOwner(connection -> new KeptLog(connection).begin());
        }
        return BackupInCourse.begin(running, () -> {
            try {
                return PostgresSnapshot.begin(connect(Role.OWNER, cancellation), folder, options, cancellation, random);
            } catch (SQLException e) {
                throw new EngineException(Kind.UNAVAILABLE, "Cannot connect for a snapshot: " + e.getMessage(), e);
            }
        });
    }

    private Postmaster server(Cancellation cancellation) throws EngineException {
        take(cancellation);
        try {
            lastUseNanos = System.nanoTime();
            return running(cancellation);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void keepBase(UUID set) throws EngineException {
        try {
            FullBackup.keep(folder.root(), set);
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot keep what differentials stand on: " + FailureText.of(e), e);
        }
    }

    @Override
    public Integrity check(Integrity.Depth depth, Cancellation cancellation) throws EngineException {
        return new IntegrityCheck(this, cancellation).run(depth);
    }

    @Override
    public Snapshot log(LogOrder order, Cancellation cancellation) throws EngineException {
        return new LogBeginning(this, folder, cancellation).begin(order);
    }

    @Override
    public LogWatch watchLog(Cancellation cancellation) {
        return new LogWatch() {
            @Override
            public BigInteger end() throws EngineException {
                return logEnd(cancellation);
            }

            @Override
            public void close() {
                // Each question has a connection of its own.
            }
        };
    }

    private BigInteger logEnd(Cancellation cancellation) throws EngineException {
        long[] end = new long[1];
        OwnersWork look = connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT pg_catalog.pg_current_wal_flush_lsn()")) {
                rows.next();
                end[0] = LogPosition.parse(rows.getString(1));
            }
        };
        asOwner(look, cancellation);
        return new BigInteger(Long.toUnsignedString(end[0]));
    }

    @Override
    public Optional<String> logGone(BigInteger position, Cancellation cancellation) throws EngineException {
        return new LogBeginning(this, folder, cancellation).gone(position.longValue());
    }

    @Override
    public void releaseLog(BigInteger position, Cancellation cancellation) throws EngineException {
        asOwner(connection -> new KeptLog(connection).release(position.longValue()), cancellation);
        try {
            Folders.delete(folder.keptLog());
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot remove " + folder.keptLog() + ": " + FailureText.of(e), e);
        }
    }

    @Override
    public List<String> keepNoLog(Cancellation cancellation) throws EngineException {
        asOwner(connection -> new KeptLog(connection).end(), cancellation);
        return List.of();
    }

    /** Work on a connection of the owner. */
    @FunctionalInterface
    interface OwnersWork {
        void run(Connection connection) throws SQLException, EngineException;
    }

    void asOwner(OwnersWork work) throws EngineException {
        asOwner(work, Cancellation.never());
    }

    /** @param cancellation ends the wait for the server's start */
    private void asOwner(OwnersWork work, Cancellation cancellation) throws EngineException {
        try (Connection connection = connect(Role.OWNER, cancellation)) {
            work.run(connection);
        } catch (SQLException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot see to the log: " + e.getMessage(), e);
        }
    }

    /** Stops it, and nobody starts it before {@link #letGo}. */
    void holdStopped() throws EngineException {
        lock.lock();
        try {
            stop();
            held = true;
        } finally {
            lock.unlock();
        }
    }

    void letGo() {
        lock.lock();
        try {
            held = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DatabaseSize size() throws EngineException {
        try {
            long log = Folders.bytesBelow(folder.walFolder());
            long all = Folders.bytesBelow(folder.dataDirectory());
            return new DatabaseSize(folder.hasOwnLogFolder() ? all : all - log, log);
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot see the size of " + folder.root() + ": " + FailureText.of(e), e);
        }
    }

    @Override
    public void stop() throws EngineException {
        stop(Postmaster.Stop.CLEAN);
    }

    private void stop(Postmaster.Stop how) throws EngineException {
        lock.lock();
        try {
            if (postmaster != null) {
                postmaster.stop(how);
                postmaster = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops for good: later connections fail, and so does a start that others wait for. */
    void close(Postmaster.Stop how) throws EngineException {
        closed = true;
        stop(how);
    }

    /** Stops when nobody has been connected for that long. */
    void stopWhenIdle(Duration idle) throws EngineException {
        if (!lock.tryLock()) {
            // Somebody starts, stops or enters it just now: it is not idle.
            return;
        }
        try {
            if (postmaster == null || !ready || !postmaster.isAlive()) {
                return;
            }
            if (hasClients(postmaster)) {
                lastUseNanos = System.nanoTime();
            } else if (System.nanoTime() - lastUseNanos >= idle.toNanos()) {
                stop();
            }
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasClients(Postmaster running) throws EngineException {
        try (Connection connection = ServerConnections.open(running.socket(), Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OTHER_CLIENTS)) {
            return rows.next() && rows.getLong(1) > 0;
        } catch (SQLException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot see whether the database is in use: " + FailureText.of(e), e);
        }
    }
}

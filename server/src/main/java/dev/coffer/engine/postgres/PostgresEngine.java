package dev.coffer.engine.postgres;

import dev.coffer.engine.Attachment;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.Recovered;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.ServerElsewhere;
import dev.coffer.engine.postgres.Postmaster.Stop;
import dev.coffer.work.Cancellation;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts every database on a small PostgreSQL cluster of its own: copied from a template, started on demand, stopped
 * when idle, reached over a Unix socket only. Thread-safe.
 */
public final class PostgresEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);
    private static final int IDLE_CHECKS = 4;

    private final PostgresSettings settings;
    private final ServerLauncher launcher;
    private final ClusterTemplate template;
    private final SystemIdentifier identifier;
    private final SecureRandom random;
    private final Map<Path, ManagedDatabase> databases = new ConcurrentHashMap<>();
    private final ScheduledExecutorService idleTimer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "postgres-idle");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Provides programs and template; the first time that takes seconds.
     *
     * @throws EngineException UNAVAILABLE, INCOMPATIBLE when the configured PostgreSQL is too old
     */
    public PostgresEngine(PostgresSettings settings, SecureRandom random) throws EngineException {
        this.settings = settings;
        this.random = random;
        ServerAccount account;
        try {
            account = ServerAccount.of(settings);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot see who runs this process: " + FailureText.of(e), e);
        }
        PostgresBinaries binaries = PostgresBinaries.locate(settings);
        this.template = ClusterTemplate.locate(settings, binaries, account);
        this.launcher = new ServerLauncher(settings, binaries, account);
        this.identifier = new SystemIdentifier(random);
        long idleMillis = settings.idleStop().toMillis();
        if (idleMillis > 0) {
            long period = Math.max(1, idleMillis / IDLE_CHECKS);
            ScheduledFuture<?> unused =
                    idleTimer.scheduleWithFixedDelay(this::stopIdle, period, period, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public DatabaseHome homeIn(UUID id, Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new DatabaseHome(
                id, absolute, absolute.resolve(ClusterFolder.DATA_DIRECTORY).resolve(ClusterFolder.WAL_DIRECTORY));
    }

    @Override
    public boolean reaches(Path log) throws EngineException {
        try {
            return !launcher.account().isOther() || ClusterFolder.hasWay(log);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot see who may enter " + log + ": " + e, e);
        }
    }

    @Override
    public void create(DatabaseHome home) throws EngineException {
        ClusterFolder folder = new ClusterFolder(home);
        try {
            folder.createRoot();
            try {
                Folders.copy(template.folder(), folder.dataDirectory(), launcher.account());
                identifier.renew(folder);
                folder.placeLog(launcher.account());
                folder.sync();
            } catch (EngineException | IOException | RuntimeException e) {
                folder.deleteAfter(e);
                throw e;
            }
        } catch (IOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot create a database in " + folder.root() + ": " + FailureText.of(e), e);
        }
    }

    @Override
    public HostedDatabase open(DatabaseHome home) throws EngineException {
        ClusterFolder waiting = new ClusterFolder(home);
        waiting.requireIdentity();
        ClusterFolder folder = waiting.standby().isRecovered() ? waiting.standby() : waiting;
        if (folder.isRestoring()) {
            throw new EngineException(Kind.UNAVAILABLE, "What lies in " + folder.root() + " is not recovered yet");
        }
        ManagedDatabase database =
                databases.computeIfAbsent(folder.root(), path -> new ManagedDatabase(home, folder, launcher, random));
        if (!database.home().equals(home)) {
            throw new EngineException(Kind.UNAVAILABLE, home.dataFolder() + " is open as another database");
        }
        return database;
    }

    @Override
    public LaidDown layDown(RestoreOrder order, InputStream payload, Cancellation cancellation)
            throws EngineException, IOException {
        return switch (order.part()) {
            case FULL -> new RestoreWork(order, template, launcher, cancellation).run(payload);
            case DIFFERENTIAL -> new DifferentialWork(order, template, launcher, cancellation).run(payload);
            case LOG -> new LogWork(order, launcher, cancellation).run(payload);
        };
    }

    @Override
    public LaidDown handOver(RestoreOrder order, InputStream payload, Cancellation cancellation)
            throws EngineException, IOException {
        return switch (order.part()) {
            case FULL -> new HandOverWork(order, cancellation).run(payload);
            case LOG -> new HandOverLog(order, cancellation).run(payload);
            case DIFFERENTIAL -> new HandOverDifferential(order, cancellation).run(payload);
        };
    }

    @Override
    public Recovered recover(RecoveryOrder order, Cancellation cancellation) throws EngineException, IOException {
        // A database that waits for more log behind its own was open before.
        close(new ClusterFolder(order.home()), order.home(), Stop.CLEAN);
        endStandBy(order.home());
        return new RecoveryWork(order, template, launcher, identifier, cancellation).run();
    }

    @Override
    public void standBy(RecoveryOrder order, Cancellation cancellation) throws EngineException, IOException {
        close(new ClusterFolder(order.home()), order.home(), Stop.CLEAN);
        endStandBy(order.home());
        StandbyCopy copy = new StandbyCopy(order, launcher.account(), cancellation);
        copy.make(copied -> new RecoveryWork(copied, template, launcher, identifier, cancellation).run());
    }

    @Override
    public void requireRoomToStandBy(DatabaseHome home, long moreBytes) throws EngineException, IOException {
        StandbyCopy.requireRoom(new ClusterFolder(home), moreBytes);
    }

    @Override
    public void endStandBy(DatabaseHome home) throws EngineException {
        ClusterFolder waiting = new ClusterFolder(home);
        ClusterFolder copy = waiting.standby();
        close(copy, home, Stop.AT_ONCE);
        try {
            if (waiting.isOurs() && java.nio.file.Files.isDirectory(copy.root())) {
                // Half of it is none.
                copy.markRestoring();
                remove(copy);
            }
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot remove " + copy.root() + ": " + FailureText.of(e), e);
        }
    }

    @Override
    public Attachment attach(DatabaseHome home, ServerElsewhere server, Cancellation cancellation)
            throws EngineException {
        ServerHosts.Primary primary = new ServerHosts(server).connect(Optional.empty(), cancellation);
        primary.connection().close();
        layDown(new ClusterFolder(home));
        return new Attachment(primary.identity().systemId(), primary.identity().timeline());
    }

    private static void layDown(ClusterFolder folder) throws EngineException {
        try {
            folder.createRoot();
            folder.sync();
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot make " + folder.root() + ": " + FailureText.of(e), e);
        }
    }

    @Override
    public LiveDatabase attached(DatabaseHome home, ServerElsewhere server, String systemId) throws EngineException {
        ClusterFolder folder = new ClusterFolder(home);
        if (!java.nio.file.Files.exists(folder.root())) {
            // Of an instance that was rebuilt from its master: nothing that was in there is missed.
            layDown(folder);
        }
        folder.requireIdentity();
        return new AttachedDatabase(folder, server, systemId, random);
    }

    @Override
    public void discard(DatabaseHome home) throws EngineException {
        ClusterFolder folder = new ClusterFolder(home);
        close(folder, home, Stop.AT_ONCE);
        endStandBy(home);
        try {
            if (folder.isOurs()) {
                remove(folder);
            }
            // Otherwise nothing is there, or what is there belongs to somebody else who came first.
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot remove " + folder.root() + ": " + FailureText.of(e), e);
        }
    }

    private void remove(ClusterFolder folder) throws EngineException, IOException {
        if (java.nio.file.Files.isDirectory(folder.dataDirectory())) {
            Postmaster.endLeftOver(folder.dataDirectory(), launcher.account().uid());
            Folders.delete(folder.runFolder(settings));
        }
        folder.delete();
    }

    private void close(ClusterFolder folder, DatabaseHome home, Stop how) throws EngineException {
        ManagedDatabase database = databases.get(folder.root());
        if (database != null && database.home().equals(home)) {
            databases.remove(folder.root(), database);
            database.close(how);
        }
    }

    @Override
    public void boundLog(long megabytes) throws EngineException {
        try {
            launcher.boundLog(megabytes);
        } catch (IOException e) {
            throw new EngineException(Kind.UNAVAILABLE, "Cannot bound the log that is kept: " + FailureText.of(e), e);
        }
    }

    private void stopIdle() {
        for (ManagedDatabase database : databases.values()) {
            try {
                database.stopWhenIdle(settings.idleStop());
            } catch (EngineException | RuntimeException e) {
                LOG.warn("Cannot stop the idle database in {}", database.home().dataFolder(), e);
            }
        }
    }

    @Override
    public void close() {
        idleTimer.shutdown();
        for (ManagedDatabase database : databases.values()) {
            try {
                database.close(Stop.CLEAN);
            } catch (EngineException | RuntimeException e) {
                LOG.warn("Cannot stop the database in {}", database.home().dataFolder(), e);
            }
        }
        launcher.close();
    }
}

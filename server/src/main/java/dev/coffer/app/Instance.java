package dev.coffer.app;

import dev.coffer.catalog.LogStreams;
import dev.coffer.catalog.Outlook;
import dev.coffer.catalog.StoredLogin;
import dev.coffer.command.Activity;
import dev.coffer.command.DatabaseDirectory;
import dev.coffer.command.DatabaseSizes;
import dev.coffer.command.DatabaseUses;
import dev.coffer.command.Premises;
import dev.coffer.command.Procedures;
import dev.coffer.command.RestingConnections;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionState;
import dev.coffer.engine.EngineException;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.keys.LoginRecords;
import dev.coffer.result.Client;
import dev.coffer.security.LoginStore;
import dev.coffer.security.ServerPermissions;
import dev.coffer.session.BatchTexts;
import dev.coffer.session.Session;
import dev.coffer.session.SessionList;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Shutdown;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance: owner of one data folder, its engine, catalogue and keys. Thread-safe. */
public final class Instance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);
    private static final String LOGIN = "sa";

    /** Each backup works on all cores: a few at once keep cores busy while one waits for its disk. */
    private static final int PLACES = 4;

    /** Buffers grow with the cores, and all of them must fit the heap. */
    private static final int FEW_PLACES = 2;

    private static final int MANY_CORES = 16;

    /** Beside those: each works on two cores only. */
    static final int LOG_PLACES = 4;

    private static final long REST_CHECK_SECONDS = 10;

    private final InstanceSettings settings;
    private final DatabaseDirectory directory;
    private final DatabaseUses uses;
    private final Session.Shared shared;
    private final LoginRecords logins;
    private final List<String> notices;
    private final CloseStack parts;
    private final AtomicLong transactionNumbers = new AtomicLong();
    private final String machineName;
    private final SessionList sessions = new SessionList();
    private final RestingConnections resting = new RestingConnections(System::nanoTime);
    private final Clock clock;
    private final LongWork work;
    private final Opening.Opened opened;
    private volatile Consumer<Shutdown.Patience> onShutdown = patience -> {};

    private Instance(InstanceSettings settings, Opening.Opened opened, List<String> notices, CloseStack parts) {
        Premises premises = opened.premises();
        this.settings = settings;
        this.directory = new DatabaseDirectory(premises.catalog(), premises.engine());
        this.uses = premises.uses();
        this.clock = premises.clock();
        this.opened = opened;
        int cores = Runtime.getRuntime().availableProcessors();
        this.work = new LongWork(places(cores), LOG_PLACES);
        this.machineName = premises.names().machineName();
        CommandTable table = new CommandTable(opened, this::shutDown, work, cores);
        this.shared = new Session.Shared(
                new BatchTexts(new BatchParser()),
                table.build(),
                table.procedures(),
                table.evaluator(),
                sessions,
                new ServerPermissions(Set.of(Serving.ADMINISTRATOR)),
                new DatabaseSizes(premises.catalog(), premises.engine(), System::nanoTime));
        this.logins = opened.keys().logins();
        this.notices = List.copyOf(notices);
        this.parts = parts;
        releaseIdleConnections();
        if (settings.mode() == StartMode.NORMAL) {
            LogStreaming streaming = parts.add(
                    new LogStreaming(premises.catalog(), table.databases(), this::newSession, premises.clock()));
            streaming.start();
        }
    }

    /** How many backups and restores of whole databases run at once on so many cores. */
    static int places(int cores) {
        return cores > MANY_CORES ? FEW_PLACES : PLACES;
    }

    private void releaseIdleConnections() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "idle-connections");
            thread.setDaemon(true);
            return thread;
        });
        AutoCloseable end = timer::shutdownNow;
        parts.add(end);
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(
                resting::releaseIdle, REST_CHECK_SECONDS, REST_CHECK_SECONDS, TimeUnit.SECONDS);
    }

    /** The system procedures that there are. */
    Procedures procedures() {
        return shared.procedures();
    }

    /**
     * Takes the data folder, makes it on first start, and opens everything in it.
     *
     * @throws InstanceInUse when another process owns the folder; the message names its process id
     * @throws InstanceFailure when something in it cannot be opened
     */
    public static Instance open(InstanceSettings settings) throws InstanceFailure {
        CloseStack parts = new CloseStack();
        boolean open = false;
        try {
            Opening.Opened opened = new Opening(settings, parts).open();
            List<String> notices = opened.keys().startNotices();
            Instance instance = new Instance(settings, opened, notices, parts);
            open = true;
            LOG.info("The instance {} is open on {}", settings.serverName(), settings.dataFolder());
            notices.forEach(notice -> LOG.warn("{}", notice));
            return instance;
        } catch (SqlError failed) {
            throw new InstanceFailure("The instance cannot start. " + failed.clientText(), failed);
        } catch (EngineException | IOException failed) {
            throw new InstanceFailure("The instance cannot start: " + FailureText.of(failed) + ".", failed);
        } finally {
            if (!open) {
                parts.close();
            }
        }
    }

    public InstanceSettings settings() {
        return settings;
    }

    /** What the person who started it should know, one sentence or two each: no seal opened, key never backed up. */
    public List<String> notices() {
        return notices;
    }

    /** The logins of those who come over the wire. */
    LoginStore logins() {
        return new LoginStore() {
            @Override
            public Optional<StoredLogin> find(String name) throws SqlError {
                return logins.find(name);
            }

            @Override
            public void put(StoredLogin login) throws SqlError {
                logins.put(login);
            }
        };
    }

    /** A new session in master of whoever may use the data folder itself; closing the instance closes it too. */
    public Session newSession() {
        return newSession(LOGIN, Session.DoubleQuotes.NAMES, id -> Client.local(id, machineName));
    }

    /**
     * A new session in master of that login.
     *
     * @param client who is at the other end, by the session's number
     */
    Session newSession(String login, Session.DoubleQuotes doubleQuotes, IntFunction<Client> client) {
        return sessions.enter(id -> newSession(login, doubleQuotes, client.apply(id)));
    }

    private Session newSession(String login, Session.DoubleQuotes doubleQuotes, Client client) {
        SessionState state = new SessionState(transactionNumbers::incrementAndGet, new Activity(login, clock));
        SessionConnections connections = new SessionConnections(directory, uses, resting, state);
        Session session = new Session(shared, connections, state, login);
        session.doubleQuotes(doubleQuotes);
        session.introduce(client);
        return session;
    }

    LongWork work() {
        return work;
    }

    RestingConnections resting() {
        return resting;
    }

    /** What monitoring asks of the catalogue. */
    Outlook outlook() {
        return opened.premises().catalog().outlook();
    }

    LogStreams logStreams() {
        return opened.premises().catalog().logStreams();
    }

    /** Whether no seal opened the keys. */
    boolean isLocked() {
        return opened.keys().isLocked();
    }

    /** @param ending told when a session runs SHUTDOWN; it must not wait, since that session waits for it */
    void onShutdown(Consumer<Shutdown.Patience> ending) {
        onShutdown = ending;
    }

    private void shutDown(Shutdown.Patience patience) {
        onShutdown.accept(patience);
    }

    /** Cancels what runs, ends its sessions, stops every database cleanly, gives the data folder back. */
    @Override
    public void close() {
        sessions.closeAll();
        parts.close();
        LOG.info("The instance on {} is closed", settings.dataFolder());
    }
}

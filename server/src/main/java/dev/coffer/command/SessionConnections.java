package dev.coffer.command;

import dev.coffer.command.DatabaseDirectory.Kind;
import dev.coffer.command.DatabaseDirectory.Place;
import dev.coffer.command.DatabaseUses.Hold;
import dev.coffer.command.OpenConnections.To;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session's place among the databases, and its unprivileged connections: to the current database, opened at the
 * first statement that needs it, and to master for the server-wide views. Confined to the session's thread.
 */
public final class SessionConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionConnections.class);
    private static final String CONNECTION_GONE = "08";
    private static final String SERVER_STOPPING = "57P";
    private static final String NOTHING = "";

    /** Another session's thread may wait for it, or that of all sessions that rest: a server that hangs must not. */
    private static final int RELEASE_LIMIT_MILLIS = 5_000;

    private final DatabaseDirectory directory;
    private final DatabaseUses uses;
    private final RestingConnections resting;
    private final UnprivilegedConnections unprivileged;
    private final SessionState state;

    /**
     * Held by whoever takes the connections of a session that rests, and by whoever closes one whose thread is stuck;
     * guards {@link #rests} and {@link #stay}.
     */
    private final Object door = new Object();

    private boolean rests;

    /** Of the request that runs. */
    private Cancellation cancellation = Cancellation.never();

    private Place place;
    private @Nullable Hold stay;
    private final OpenConnections open = new OpenConnections();
    private final TemporaryTables temporary = new TemporaryTables();

    /** What SCOPE_IDENTITY() answers on a connection that follows a released one; empty for NULL. */
    private String lastIdentity = NOTHING;

    /** What every open connection was told. */
    private EngineOptions applied = EngineOptions.INITIAL;

    /** Starts in master. */
    public SessionConnections(
            DatabaseDirectory directory, DatabaseUses uses, RestingConnections resting, SessionState state) {
        this.directory = directory;
        this.uses = uses;
        this.resting = resting;
        this.unprivileged = new UnprivilegedConnections(resting);
        this.state = state;
        this.place = directory.master();
    }

    /**
     * A request begins: until {@link #rest} the connections are this thread's alone.
     *
     * @param request ends the wait for a database that is started
     */
    public void wake(Cancellation request) {
        cancellation = request;
        wake();
    }

    private void wake() {
        resting.wake(this);
        synchronized (door) {
            rests = false;
        }
    }

    /** A request is over. Connections stay open for the next one, unless the instance needs them elsewhere. */
    public void rest() {
        boolean releasable;
        synchronized (door) {
            releasable = state.transactionCount() == 0
                    && !temporary.any()
                    && !open.all().isEmpty();
            rests = releasable;
        }
        if (releasable) {
            resting.rest(this);
        }
    }

    /** Ends the connections of a session that rests, from any thread. */
    void release() {
        synchronized (door) {
            if (rests) {
                lastIdentity = identity();
                disconnect();
            }
        }
    }

    private String identity() {
        Connection connection = open.usable(place.kind() == Kind.USER ? To.CURRENT : To.MASTER);
        if (connection == null) {
            return lastIdentity;
        }
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, RELEASE_LIMIT_MILLIS);
            try (ResultSet row = statement.executeQuery("SELECT sys.last_identity()")) {
                String value = row.next() ? row.getString(1) : null;
                return value == null ? NOTHING : value;
            }
        } catch (SQLException gone) {
            LOG.debug("A resting connection was gone already, or its server hangs", gone);
            return NOTHING;
        }
    }

    /** Name of the current database, as it was created. */
    public String database() {
        return place.name();
    }

    /** The current database; for master and msdb their cluster. */
    HostedDatabase hosted() {
        return place.hosted();
    }

    public Kind kind() {
        return place.kind();
    }

    /**
     * Makes another database current, without a message.
     *
     * @throws SqlError DATABASE_NOT_FOUND, DATABASE_RESTORING, DATABASE_OFFLINE, DATABASE_SINGLE_USER; NOT_SUPPORTED
     *     while a transaction is open, which belongs to one database's engine
     */
    public void use(String database) throws SqlError {
        if (database.equalsIgnoreCase(place.name())) {
            return;
        }
        if (state.transactionCount() > 0) {
            throw Message.NOT_SUPPORTED.error("Changing the database inside a transaction");
        }
        if (temporary.any()) {
            throw Message.NOT_SUPPORTED
                    .error("Changing the database while the session has temporary tables")
                    .withHint("Drop them first; they live in the current database's cluster.");
        }
        Hold next = uses.enter(database, sessionId());
        boolean inside = false;
        try {
            enter(found(database), next);
            inside = true;
        } finally {
            if (!inside) {
                next.close();
            }
        }
    }

    private void enter(Place next, Hold hold) {
        synchronized (door) {
            open.requireGoingOn();
            leave();
            place = next;
            stay = hold;
        }
    }

    private int sessionId() {
        return state.client().sessionId();
    }

    /** The session has entered it. */
    private Place found(String database) throws SqlError {
        Place found = directory.require(database, cancellation);
        if (found.entry().isPresent()) {
            uses.requireRoom(found.entry().get(), sessionId());
        }
        return found;
    }

    /** The connection to the current database; master's when master or msdb is current. Not to be closed. */
    public Connection current() throws SqlError {
        if (place.kind() != Kind.USER) {
            return master();
        }
        Connection known = open.usable(To.CURRENT);
        return known == null ? open.keep(To.CURRENT, connect(place)) : known;
    }

    /** The connection to master and msdb. Not to be closed. */
    public Connection master() throws SqlError {
        Connection known = open.usable(To.MASTER);
        return known == null
                ? open.keep(To.MASTER, connect(place.kind() == Kind.USER ? directory.master() : place))
                : known;
    }

    /**
     * Looks into another user database for one statement, without a message.
     *
     * @throws SqlError as {@link #use} does
     */
    Visit visit(String database) throws SqlError {
        Hold hold = uses.enter(database, sessionId());
        boolean inside = false;
        try {
            Place place = found(database);
            Connection connection = connect(place);
            inside = true;
            return new Visit(connection, place.name(), hold);
        } finally {
            if (!inside) {
                hold.close();
            }
        }
    }

    /**
     * A connection for one statement; closing it leaves the database.
     *
     * @param database in its original spelling
     */
    record Visit(Connection connection, String database, Hold hold) implements AutoCloseable {
        @Override
        public void close() {
            OpenConnections.close(connection);
            hold.close();
        }
    }

    /** Work that a session does outside of a database. */
    @FunctionalInterface
    interface Outside {
        /** Answers the name that the database has afterwards. */
        String run() throws SqlError;
    }

    /**
     * Does what needs the session out of a database, without a message; where it was in there it is again afterwards.
     *
     * @throws SqlError as {@link #use} does, or of the work
     */
    void outside(String database, Outside work) throws SqlError {
        if (!database.equalsIgnoreCase(place.name())) {
            work.run();
            return;
        }
        use(directory.master().name());
        String back = database;
        try {
            back = work.run();
        } finally {
            use(back);
        }
    }

    /** Forgets the connections that this failure says are gone, and with them the open transaction. */
    public void lost(SQLException failure) {
        String code = failure.getSQLState();
        if (code != null && (code.startsWith(CONNECTION_GONE) || code.startsWith(SERVER_STOPPING))) {
            state.endTransaction();
            disconnect();
        }
    }

    /** Rolls an open transaction back; without one nothing happens. */
    public void rollBack() throws SqlError {
        if (state.transactionCount() == 0) {
            return;
        }
        state.endTransaction();
        Connection connection = current();
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            applyOptions();
        } catch (SQLException failed) {
            disconnect();
            throw Message.ENGINE_FAILED
                    .error("the transaction was rolled back by ending its connection")
                    .causedBy(failed);
        }
    }

    /** Brings open connections to what SET has set; inside a transaction that waits for its end. */
    public void applyOptions() throws SqlError {
        EngineOptions wanted = EngineOptions.of(state.options());
        if (state.transactionCount() > 0 || applied.equals(wanted)) {
            return;
        }
        try {
            for (Connection connection : open.all()) {
                wanted.apply(connection);
            }
            applied = wanted;
        } catch (SQLException failed) {
            lost(failed);
            throw Message.ENGINE_FAILED
                    .error("a session's options were refused, SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }

    TemporaryTables temporary() {
        return temporary;
    }

    /** Drops the temporary tables that go when a batch of that level is over. */
    public void dropTemporary(int level) throws SqlError {
        List<String> made = temporary.removeFrom(level);
        if (!made.isEmpty()) {
            Connection connection = current();
            try (Statement drop = connection.createStatement()) {
                drop.execute("DROP TABLE IF EXISTS " + String.join(", ", made));
            } catch (SQLException failed) {
                lost(failed);
                throw Message.ENGINE_FAILED
                        .error("temporary tables were not dropped, SQLSTATE " + failed.getSQLState())
                        .causedBy(failed);
            }
        }
    }

    private Connection connect(Place other) throws SqlError {
        return unprivileged.open(
                other, applied, other.name().equals(place.name()) ? lastIdentity : NOTHING, cancellation);
    }

    private void leave() {
        disconnect();
        lastIdentity = NOTHING;
        if (stay != null) {
            stay.close();
            stay = null;
        }
    }

    private void disconnect() {
        open.closeAll();
        temporary.clear();
    }

    /** Back in master with no connection open, as at the session's start. */
    public void reset() {
        wake();
        state.endTransaction();
        leave();
        applied = EngineOptions.INITIAL;
        place = directory.master();
    }

    /**
     * Ends the connections, rolling open transactions back, and leaves the current database; from any thread. A
     * statement that still runs, because its thread is stuck, gets no others.
     */
    @Override
    public void close() {
        wake();
        synchronized (door) {
            open.end();
            leave();
        }
    }
}

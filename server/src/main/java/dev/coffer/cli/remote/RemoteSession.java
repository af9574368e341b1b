package dev.coffer.cli.remote;

import com.microsoft.sqlserver.jdbc.ISQLServerMessage;
import com.microsoft.sqlserver.jdbc.SQLServerConnection;
import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.cli.SessionLost;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A session with a server elsewhere. Confined to one thread; cancellations come from others. */
public final class RemoteSession implements OpenSession {

    /** Held so that its level is not collected: everything the driver says comes as an exception as well. */
    private static final Logger DRIVER_LOG = Logger.getLogger("com.microsoft.sqlserver.jdbc");

    private static final String PROGRAM = "coffer sql";

    private final SQLServerConnection connection;
    private final RemoteAddress address;
    private final Counting counting = new Counting();
    private String serverName;
    private @Nullable ResultSink sink;
    private @Nullable RowPassage rows;

    private RemoteSession(SQLServerConnection connection, RemoteAddress address) throws SQLException {
        this.connection = connection;
        this.address = address;
        this.serverName = address.host();
        connection.setServerMessageHandler(this::hear);
    }

    /** @throws InstanceUnavailable one sentence on why there is no session: sqlcmd's words where it has some */
    public static RemoteSession open(RemoteLogin login) throws InstanceUnavailable {
        DRIVER_LOG.setLevel(Level.OFF);
        try {
            return new RemoteSession(connect(login), login.address());
        } catch (SQLException failed) {
            throw new InstanceUnavailable(LoginFailure.sentence(failed, login), failed);
        }
    }

    private static SQLServerConnection connect(RemoteLogin login) throws SQLException {
        SQLServerDataSource source = new SQLServerDataSource();
        source.setServerName(login.address().host());
        source.setPortNumber(login.address().port());
        source.setApplicationName(PROGRAM);
        login.workstation().ifPresent(source::setWorkstationID);
        login.database().ifPresent(source::setDatabaseName);
        source.setLoginTimeout((int) login.timeout().toSeconds());
        source.setEncrypt(login.encryption().property());
        if (login.trust() instanceof RemoteLogin.BlindTrust) {
            source.setTrustServerCertificate(true);
        } else if (login.trust() instanceof RemoteLogin.FileTrust trust) {
            source.setTrustManagerClass(CertificateFileTrust.class.getName());
            source.setTrustManagerConstructorArg(trust.file().toString());
        }
        // A session that breaks is told, never silently replaced by one without its options and transaction.
        source.setConnectRetryCount(0);
        String password = login.password().use(SecretAccess.GRANTED, raw -> new String(raw, StandardCharsets.UTF_8));
        return (SQLServerConnection) source.getConnection(login.user(), password);
    }

    /** As its last message had it; before the first, the host's. */
    @Override
    public String serverName() {
        return serverName;
    }

    /** Passes a message on the moment it is read; the driver throws errors as well, where their statement ends. */
    private @Nullable ISQLServerMessage hear(ISQLServerMessage message) {
        if (sink == null) {
            return message;
        }
        if (!message.getServerName().isEmpty()) {
            serverName = message.getServerName();
        }
        if (rows != null && !message.isErrorMessage()) {
            rows.end();
        }
        sink.message(new SqlMessage(
                message.getErrorNumber(),
                message.getErrorSeverity(),
                message.getErrorState(),
                (int) message.getLineNumber(),
                message.getErrorMessage()));
        return message.isErrorMessage() ? message : null;
    }

    @Override
    public void execute(String batch, ResultSink answers, Cancellation cancellation) throws SessionLost {
        sink = answers;
        counting.begin(batch);
        try (Statement statement = connection.createStatement()) {
            Cancellation.Registration listening = cancellation.onCancel(() -> cancel(statement));
            try {
                if (!cancellation.isCancelled()) {
                    pass(statement, batch, answers);
                }
            } finally {
                listening.close();
            }
        } catch (SQLException failed) {
            judge(failed, cancellation);
        } finally {
            sink = null;
        }
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException gone) {
            // The statement has ended meanwhile, or the connection has, which its own thread tells.
            DRIVER_LOG.log(Level.FINE, "A statement could not be cancelled", gone);
        }
    }

    private void pass(Statement statement, String batch, ResultSink answers) throws SQLException {
        boolean sent = false;
        while (true) {
            try {
                boolean resultSet = sent ? statement.getMoreResults() : statement.execute(batch);
                sent = true;
                if (resultSet) {
                    try (ResultSet set = statement.getResultSet()) {
                        pass(set, answers);
                    }
                } else {
                    long count = statement.getLargeUpdateCount();
                    if (count < 0) {
                        return;
                    }
                    answers.done(counting.sent(count));
                }
            } catch (SQLServerException failed) {
                // The error was heard; what the batch does next, it does all the same.
                SQLServerError error = failed.getSQLServerError();
                if (error == null) {
                    throw failed;
                }
                sent = true;
                counting.failed(error.getLineNumber());
            }
        }
    }

    private void pass(ResultSet set, ResultSink answers) throws SQLException {
        RowPassage passage = new RowPassage(JdbcColumns.of(set.getMetaData()), counting.ofResultSets(), answers);
        rows = passage;
        try {
            while (set.next()) {
                passage.row(set);
            }
            passage.end();
        } finally {
            passage.abandon();
            rows = null;
        }
    }

    /** What the server said was heard already; what is left is the driver's own. */
    private void judge(SQLException failed, Cancellation cancellation) throws SessionLost {
        boolean alive = isOpen();
        if (alive && cancellation.isCancelled()) {
            return;
        }
        throw new SessionLost(alive ? LoginFailure.plain(failed) : "The connection to " + address + " is broken.");
    }

    private boolean isOpen() {
        try {
            return !connection.isClosed();
        } catch (SQLException unknown) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException broken) {
            DRIVER_LOG.log(Level.FINE, "A connection did not close", broken);
        }
    }
}

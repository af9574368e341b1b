package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login: checked, given a session and its database, answered. Afterwards it stands for the session. Confined to the
 * connection's event loop but for what it does on the session's thread.
 */
final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    /** The size of packets until the login is answered, and the smallest that is agreed on later is below. */
    static final int PACKET_BYTES = 4096;

    private static final int SMALLEST_PACKET_BYTES = 512;

    /** mssql-jdbc refuses longer packets inside TLS, whose records end at 16 KiB. */
    private static final int LARGEST_PACKET_BYTES = 16383;

    private static final String LANGUAGE = "us_english";
    private static final String FIRST_DATABASE = "master";

    /** State of 5701 in the answer to a login, as in the example of MS-TDS 4.2. */
    private static final int CHANGED_BY_LOGIN = 2;

    private static final int FIRST_LINE = 1;

    /** SQL Server's state of 18456 in the log, never told to the client. */
    private static final int DATABASE_NOT_OPENED = 38;

    private final Neighbourhood around;
    private final Channel channel;
    private final Login7 asked;
    private final Runnable end;
    private final Dialect dialect;
    private final AtomicBoolean seated = new AtomicBoolean();
    private @Nullable Conversation conversation;
    private @Nullable RequestRunner runner;

    /** @param end ends the connection; from any thread */
    Login(Neighbourhood around, Channel channel, Login7 asked, Runnable end) {
        this.end = end;
        this.around = around;
        this.channel = channel;
        this.asked = asked;
        this.dialect = new Dialect(asked.version(), asked.utf8());
    }

    /**
     * Asks the doorkeeper and opens the session; none of it on this thread.
     *
     * @param admitted called on the event loop with this, ready to answer
     * @param refused called on the event loop once a refusal was written
     */
    void start(Consumer<Login> admitted, Runnable refused) {
        if (asked.integrated()) {
            asked.password().close();
            LOG.warn("Login of '{}' from {} refused: it brings no password", asked.user(), source());
            refuse(Message.UNTRUSTED_LOGIN.error(), refused);
            return;
        }
        around.doorkeeper()
                .refusal(asked.user(), asked.password(), source())
                .whenCompleteAsync(
                        (refusal, failed) -> {
                            if (failed != null) {
                                LOG.error("The login of '{}' could not be checked", asked.user(), failed);
                            }
                            checked(failed == null ? refusal : Optional.of(failed()), admitted, refused);
                        },
                        channel.eventLoop());
    }

    private void checked(Optional<SqlError> refusal, Consumer<Login> admitted, Runnable refused) {
        if (!channel.isActive()) {
            return;
        }
        if (refusal.isPresent()) {
            refuse(refusal.get(), refused);
        } else if (!around.seats().sit()) {
            LOG.warn("Login of '{}' from {} refused: too many sessions", asked.user(), source());
            refuse(Message.TOO_MANY_CONNECTIONS.error(around.limits().sessions()), refused);
        } else {
            seated.set(true);
            around.sessions().execute(() -> open(admitted, refused));
        }
    }

    private SqlError failed() {
        return Message.LOGIN_FAILED.error(asked.user());
    }

    /** On the session's thread. */
    private void open(Consumer<Login> admitted, Runnable refused) {
        @Nullable SqlError failure = null;
        try {
            Conversation opened = around.opener()
                    .open(new Conversation.Beginning(
                            asked.user(),
                            asked.host(),
                            asked.application(),
                            asked.processId(),
                            source(),
                            asked.odbc(),
                            end));
            conversation = opened;
            failure = use(opened);
            runner = new RequestRunner(
                    opened,
                    new MessageReader(dialect, around.limits()),
                    (packets, cancellation) -> new BulkRows(
                            packets,
                            dialect,
                            cancellation,
                            around.budget(),
                            around.limits().requestBytes()));
        } catch (RuntimeException bug) {
            LOG.error("No session could be opened for '{}'", asked.user(), bug);
            failure = failed();
        }
        @Nullable SqlError reason = failure;
        channel.eventLoop().execute(() -> {
            if (reason == null) {
                admitted.accept(this);
            } else {
                close();
                refuse(reason, refused);
            }
        });
    }

    /** Makes the database current that the client asked for; the error when that cannot be. */
    private @Nullable SqlError use(Conversation opened) {
        if (asked.database().isEmpty()) {
            return null;
        }
        ErrorsOnly errors = new ErrorsOnly();
        opened.execute("USE [" + asked.database().replace("]", "]]") + "]", errors, Cancellation.never());
        if (!errors.any) {
            return null;
        }
        LOG.warn(
                "Error {}, state {}: login failed for user '{}'. Reason: Failed to open the explicitly specified"
                        + " database '{}'. [CLIENT: {}]",
                failed().number(),
                DATABASE_NOT_OPENED,
                asked.user(),
                asked.database(),
                source());
        return Message.CANNOT_OPEN_DATABASE.error(asked.database()).followedBy(failed());
    }

    Dialect dialect() {
        return dialect;
    }

    /** The size agreed on, header included. */
    int packetBytes() {
        return asked.packetBytes() == 0
                ? PACKET_BYTES
                : Math.max(SMALLEST_PACKET_BYTES, Math.min(asked.packetBytes(), LARGEST_PACKET_BYTES));
    }

    int sessionId() {
        return conversation == null ? 0 : conversation.sessionId();
    }

    RequestRunner runner() {
        if (runner == null) {
            throw new IllegalStateException("The login was not admitted");
        }
        return runner;
    }

    /** Writes the response of a login that went well, in the order that all clients take. */
    void answer(PacketWriter writer) {
        String database = conversation == null ? "" : conversation.database();
        ByteBuf out = Unpooled.buffer();
        new Token.TextChange(Token.TextChange.DATABASE, database, FIRST_DATABASE).writeTo(out, dialect);
        told(Message.CHANGED_DATABASE_CONTEXT, CHANGED_BY_LOGIN, database).writeTo(out, dialect);
        Token.BinaryChange.collation(dialect).writeTo(out, dialect);
        new Token.TextChange(Token.TextChange.LANGUAGE, LANGUAGE, "").writeTo(out, dialect);
        told(Message.CHANGED_LANGUAGE, 1, LANGUAGE).writeTo(out, dialect);
        new Token.LoginAck().writeTo(out, dialect);
        new Token.TextChange(
                        Token.TextChange.PACKET_SIZE, Integer.toString(packetBytes()), Integer.toString(PACKET_BYTES))
                .writeTo(out, dialect);
        if (asked.features()) {
            new Token.FeatureAck().writeTo(out, dialect);
        }
        Token.Done.end(0).writeTo(out, dialect);
        writer.append(out);
        writer.finish();
        LOG.info(
                "Session {} of '{}' from {} began: host '{}', application '{}'",
                sessionId(),
                asked.user(),
                source(),
                asked.host(),
                asked.application());
    }

    private Token.Said told(Message message, int state, String argument) {
        return new Token.Said(
                new SqlMessage(message.number(), message.severity(), state, FIRST_LINE, message.text(argument)),
                around.serverName());
    }

    static SqlError unencrypted() {
        return Message.ENCRYPTION_REQUIRED.error();
    }

    private void refuse(SqlError error, Runnable refused) {
        refuse(new PacketWriter(channel, PACKET_BYTES, 0), dialect, around.serverName(), error);
        refused.run();
    }

    /** Writes the response of a login that failed. */
    static void refuse(PacketWriter writer, Dialect dialect, String server, SqlError error) {
        ByteBuf out = Unpooled.buffer();
        for (SqlError each : error.chain()) {
            SqlMessage message =
                    new SqlMessage(each.number(), each.severity(), each.state(), FIRST_LINE, each.clientText());
            new Token.Said(message, server).writeTo(out, dialect);
        }
        Token.Done.end(Token.Done.ERROR).writeTo(out, dialect);
        writer.append(out);
        writer.finish();
    }

    /** Ends the session on a thread that may wait, and frees its seat. */
    void close() {
        if (!seated.compareAndSet(true, false)) {
            return;
        }
        Conversation ending = conversation;
        around.sessions().execute(() -> {
            try {
                if (ending != null) {
                    ending.close();
                }
            } finally {
                around.seats().stand();
            }
        });
    }

    private String source() {
        return source(channel);
    }

    /** The client's address, without its port. */
    static String source(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : String.valueOf(channel.remoteAddress());
    }

    private static final class ErrorsOnly implements ResultSink {
        private boolean any;

        @Override
        public void message(SqlMessage message) {
            any |= message.isError();
        }

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {}

        @Override
        public void done(long rowCount) {}
    }
}

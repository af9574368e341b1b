package dev.coffer.tds;

import dev.coffer.work.Cancellation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, from its first byte to its last: PRELOGIN, TLS, login, then one request at a time. Requests
 * run on a thread of their own, so that an attention is heard while one runs. Confined to its event loop.
 *
 * <pre>
 *   first byte --0x16--> TLS (8.0) --> PRELOGIN --> LOGIN7 --> ready <--> running
 *        \------0x12---> PRELOGIN --> TLS inside PRELOGIN packets --> LOGIN7 --/
 * </pre>
 */
final class TdsConnection extends SimpleChannelInboundHandler<InboundMessage> {

    private static final Logger LOG = LoggerFactory.getLogger(TdsConnection.class);

    /** Names of handlers in the pipeline. */
    static final String FIRST = "first";

    static final String PACKETS = "packets";
    private static final String TLS = "tls";
    private static final String UNWRAP = "unwrap";
    private static final String WRAP = "wrap";

    /** How far a connection has come. */
    private enum Phase {
        PRELOGIN,
        LOGIN,
        CHECKING,
        READY,
        RUNNING,
        CLOSED
    }

    private final Neighbourhood around;
    private final Channel channel;
    private final PacketDecoder packets;
    private final WriteGate gate;
    private Phase phase = Phase.PRELOGIN;
    private boolean strict;
    private boolean attention;
    private boolean leaving;
    private @Nullable Login login;
    private @Nullable Request running;

    /** A request that runs. */
    private record Request(ResponseSink sink, PacketWriter writer, Cancellation cancellation) {}

    TdsConnection(Neighbourhood around, Channel channel) {
        super(InboundMessage.class);
        this.around = around;
        this.channel = channel;
        this.packets = new PacketDecoder(around.strangers(), around.limits());
        this.gate = new WriteGate(channel, around.limits().stalledWrite());
    }

    /** Builds the pipeline of a connection that was just accepted. */
    void install() {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(FIRST, new FirstByte(this::beginStrict));
        pipeline.addLast(PACKETS, packets);
        pipeline.addLast("connection", this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        String source = Login.source(channel);
        Doorkeeper doorkeeper = around.doorkeeper();
        Seats.Welcome welcome = doorkeeper.welcomes(source) ? Seats.Welcome.KNOWN : Seats.Welcome.STRANGER;
        if (!around.seats().arrive(this, doorkeeper.origin(source), welcome)) {
            LOG.warn("Connection from {} refused: there are too many already", peer());
            Outbound.close(channel);
            return;
        }
        ScheduledFuture<?> unused = channel.eventLoop()
                .schedule(this::giveUpLogin, around.limits().loginTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUpLogin() {
        if (phase == Phase.PRELOGIN || phase == Phase.LOGIN || phase == Phase.CHECKING) {
            end("it did not log in within " + around.limits().loginTimeout().toSeconds() + " s");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, InboundMessage message) throws MalformedMessage {
        boolean kept = false;
        try {
            switch (phase) {
                case PRELOGIN -> first(message);
                case LOGIN -> login(message);
                case CHECKING -> requireAttention(message);
                case READY -> kept = ready(message);
                case RUNNING -> interrupt(message);
                case CLOSED -> {}
            }
        } finally {
            if (!kept) {
                packets.giveBack(message);
            }
        }
    }

    private void first(InboundMessage message) throws MalformedMessage {
        if (message.type() == PacketType.LOGIN && !strict) {
            refuseUnencrypted(message);
            return;
        }
        if (message.type() != PacketType.PRELOGIN) {
            throw new MalformedMessage("A message of type " + message.type() + " before the login");
        }
        Prelogin asked = Prelogin.read(message.body());
        int encryption = strict ? Prelogin.ENCRYPT_NOT_SUPPORTED : Prelogin.answerTo(asked.encryption());
        PacketWriter answer = new PacketWriter(channel, Login.PACKET_BYTES, 0);
        answer.append(asked.answer(encryption));
        answer.finish();
        phase = Phase.LOGIN;
        if (!strict) {
            beginTls();
        }
    }

    /** TDS 7.x: TLS 1.2 in PRELOGIN packets. Bytes that came before it began are nobody's that TLS vouches for. */
    private void beginTls() throws MalformedMessage {
        if (packets.holdsBytes()) {
            throw new MalformedMessage("Bytes before the start of TLS");
        }
        SslHandler tls = around.insideTds().newHandler(channel.alloc(), around.handshakes());
        channel.pipeline()
                .addBefore(PACKETS, UNWRAP, new TlsUnwrapper(this::endTls))
                .addBefore(PACKETS, WRAP, new TlsWrapper())
                .addBefore(PACKETS, TLS, tls);
    }

    /** The client logs in without TLS although it was told; it is refused in the clear. */
    private void endTls() {
        phase = Phase.PRELOGIN;
        channel.pipeline().remove(TLS);
        channel.pipeline().remove(WRAP);
        channel.pipeline().remove(UNWRAP);
    }

    private void beginStrict() {
        strict = true;
        SslHandler tls = around.strict().newHandler(channel.alloc(), around.handshakes());
        channel.pipeline().addAfter(FIRST, TLS, tls);
    }

    private void refuseUnencrypted(InboundMessage message) {
        Dialect dialect = new Dialect(Login7.versionOf(message.body()), false);
        Arrays.fill(message.body(), (byte) 0);
        LOG.warn("Login from {} refused: it is not encrypted", peer());
        Login.refuse(writer(Login.PACKET_BYTES), dialect, around.serverName(), Login.unencrypted());
        leave();
    }

    private void login(InboundMessage message) throws MalformedMessage {
        if (message.type() != PacketType.LOGIN) {
            throw new MalformedMessage("A message of type " + message.type() + " in place of the login");
        }
        phase = Phase.CHECKING;
        Login begun = new Login(around, channel, Login7.read(message.body()), () -> dismiss(true));
        begun.start(this::loggedIn, this::leave);
    }

    /** On the event loop; the response is still to be sent. */
    private void loggedIn(Login admitted) {
        if (phase != Phase.CHECKING) {
            admitted.close();
            return;
        }
        login = admitted;
        around.seats().admit(this);
        if (!packets.allow(around.budget())) {
            end("it did not wait for the answer to its login");
            return;
        }
        admitted.answer(writer(Login.PACKET_BYTES));
        phase = Phase.READY;
        if (leaving) {
            leave();
        }
    }

    private static void requireAttention(InboundMessage message) throws MalformedMessage {
        if (message.type() != PacketType.ATTENTION) {
            throw new MalformedMessage("A message of type " + message.type() + " before the login is answered");
        }
    }

    /** Returns whether the message is now run and paid for later. */
    private boolean ready(InboundMessage message) {
        Login session = login;
        if (session == null) {
            throw new IllegalStateException("A connection is ready without a session");
        }
        if (message.type() == PacketType.ATTENTION) {
            if (channel.isWritable()) {
                confirmAttention();
            } else {
                end("it cancels and reads no answer");
            }
            return false;
        }
        phase = Phase.RUNNING;
        Request request = request(session);
        running = request;
        around.sessions().execute(() -> run(session, message, request));
        return true;
    }

    private Request request(Login session) {
        Cancellation cancellation = new Cancellation();
        PacketWriter writer = writer(session.packetBytes());
        RequestRunner runner = session.runner();
        ResponseSink sink = new ResponseSink(
                writer, session.dialect(), around.serverName(), gate, cancellation, runner::tellDatabase);
        return new Request(sink, writer, cancellation);
    }

    /** On the session's thread. */
    private void run(Login session, InboundMessage message, Request request) {
        String broken = "internal error";
        try {
            String answered = answer(session, message, request);
            request.sink().end();
            broken = answered;
        } finally {
            String reason = broken;
            around.budget().give(message.body().length);
            channel.eventLoop().execute(() -> finish(session, request, reason));
        }
    }

    /** Returns why the connection cannot go on; nothing when it can. */
    private String answer(Login session, InboundMessage message, Request request) {
        try {
            session.runner().run(message, request.sink(), request.cancellation());
            return "";
        } catch (MalformedMessage malformed) {
            return "malformed request: " + malformed.getMessage();
        } catch (CancellationException cancelled) {
            LOG.debug("A request from {} was cancelled", peer());
            return "";
        } catch (RuntimeException | StackOverflowError bug) {
            LOG.error("A request from {} failed", peer(), bug);
            return "internal error";
        }
    }

    /** On the event loop: the client may send its next request as soon as the last packet leaves. */
    private void finish(Login session, Request request, String broken) {
        running = null;
        if (phase != Phase.RUNNING) {
            session.close();
            return;
        }
        phase = Phase.READY;
        if (!broken.isEmpty()) {
            end(broken);
            return;
        }
        request.writer().finish();
        if (attention) {
            attention = false;
            confirmAttention();
        }
        if (request.sink().isFatal() || leaving) {
            leave();
        }
    }

    private void confirmAttention() {
        Login session = login;
        Dialect dialect = session == null ? Dialect.OLDEST : session.dialect();
        PacketWriter writer = writer(Login.PACKET_BYTES);
        ByteBuf done = channel.alloc().buffer();
        Token.Done.end(Token.Done.ATTENTION).writeTo(done, dialect);
        writer.append(done);
        done.release();
        writer.finish();
    }

    /** While a request runs a client may only take it back. */
    private void interrupt(InboundMessage message) throws MalformedMessage {
        if (message.type() != PacketType.ATTENTION) {
            throw new MalformedMessage("A message of type " + message.type() + " while a request runs");
        }
        Request request = running;
        if (!attention && request != null) {
            attention = true;
            request.sink().hush();
            cancel(request);
        }
    }

    /** On a thread that may wait: what is cancelled may have to be told over a connection of its own. */
    private void cancel(Request request) {
        around.sessions().execute(request.cancellation()::cancel);
    }

    private PacketWriter writer(int packetBytes) {
        return new PacketWriter(channel, packetBytes, login == null ? 0 : login.sessionId());
    }

    /** Closes once everything written has left. */
    private void leave() {
        ChannelFuture unused = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** The server stops: an idle connection closes, a running request is cancelled or waited for. Any thread. */
    void dismiss(boolean cancels) {
        channel.eventLoop().execute(() -> {
            leaving = true;
            Request request = running;
            if (phase != Phase.RUNNING || request == null) {
                Outbound.close(channel);
            } else if (cancels) {
                cancel(request);
            }
        });
    }

    /** Closes at once, for a reason that is logged. */
    private void end(String reason) {
        LOG.warn("Connection from {} ended: {}", peer(), reason);
        Outbound.close(channel);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        gate.wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        around.seats().leave(this);
        Phase last = phase;
        phase = Phase.CLOSED;
        gate.wake();
        Request request = running;
        Login session = login;
        if (last == Phase.RUNNING && request != null) {
            cancel(request);
        } else if (session != null) {
            session.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable reason = cause instanceof DecoderException && cause.getCause() != null ? cause.getCause() : cause;
        if (phase == Phase.CLOSED) {
            LOG.debug("After the end of the connection from {}: {}", peer(), reason.toString());
        } else if (reason instanceof MalformedMessage malformed) {
            end(String.valueOf(malformed.getMessage()));
        } else if (reason instanceof SSLException) {
            end("TLS failed: " + reason.getMessage());
        } else if (reason instanceof IOException) {
            LOG.info("Connection from {} was lost: {}", peer(), reason.getMessage());
        } else {
            LOG.error("Connection from {} failed", peer(), reason);
        }
        Outbound.close(channel);
    }

    private String peer() {
        return String.valueOf(channel.remoteAddress());
    }
}

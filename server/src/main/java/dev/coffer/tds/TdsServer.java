package dev.coffer.tds;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients that speak TDS. Two threads carry all connections; requests run on threads of their own, one for
 * each that runs. Thread-safe.
 */
public final class TdsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TdsServer.class);

    private static final int NETWORK_THREADS = 2;
    private static final int HANDSHAKE_THREADS = 2;

    /** As SQL Server does: an idle connection is probed, so that half-open ones are noticed. */
    private static final int PROBE_AFTER_SECONDS = 30;

    private static final int PROBE_EVERY_SECONDS = 5;
    private static final Duration FORCED_STOP = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final EventLoopGroup network;
    private final ExecutorService sessions;
    private final ExecutorService handshakes;
    private final Seats seats;
    private final MessageBudget budget;
    private final Channel listener;

    private TdsServer(EventLoopGroup network, Neighbourhood around, ExecutorService[] workers, Channel listener) {
        this.network = network;
        this.sessions = workers[0];
        this.handshakes = workers[1];
        this.seats = around.seats();
        this.budget = around.budget();
        this.listener = listener;
    }

    /**
     * What a server is started with.
     *
     * @param address where it listens; port 0 for any free one
     * @param serverName what errors say
     */
    public record Settings(InetSocketAddress address, String serverName, Limits limits, TlsIdentity identity) {}

    /** @throws IOException when the address cannot be listened on; the message says which and why */
    public static TdsServer start(Settings settings, Doorkeeper doorkeeper, Conversation.Opener opener)
            throws IOException {
        EventLoopGroup network = new MultiThreadIoEventLoopGroup(
                NETWORK_THREADS, new DefaultThreadFactory("tds-network", true), NioIoHandler.newFactory());
        ExecutorService sessions = Executors.newCachedThreadPool(new DefaultThreadFactory("tds-session", true));
        ExecutorService handshakes =
                Executors.newFixedThreadPool(HANDSHAKE_THREADS, new DefaultThreadFactory("tds-handshake", true));
        Neighbourhood around = new Neighbourhood(
                settings.serverName(),
                settings.limits(),
                settings.identity().insideTds(),
                settings.identity().strict(),
                doorkeeper,
                opener,
                new MessageBudget(settings.limits().totalRequestBytes()),
                new MessageBudget(settings.limits().strangerBytes()),
                new Seats(settings.limits()),
                sessions,
                handshakes);
        boolean listening = false;
        try {
            Channel listener = listen(network, settings, around);
            listening = true;
            return new TdsServer(network, around, new ExecutorService[] {sessions, handshakes}, listener);
        } finally {
            if (!listening) {
                network.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
                sessions.shutdownNow();
                handshakes.shutdownNow();
            }
        }
    }

    private static Channel listen(EventLoopGroup network, Settings settings, Neighbourhood around) throws IOException {
        int outbound = settings.limits().outboundBytes();
        var bound = new ServerBootstrap()
                .group(network)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), PROBE_AFTER_SECONDS)
                .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), PROBE_EVERY_SECONDS)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(outbound / 2, outbound))
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        new TdsConnection(around, channel).install();
                    }
                })
                .bind(settings.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "Cannot listen on " + settings.address().getHostString() + ", port "
                            + settings.address().getPort() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return bound.channel();
    }

    /** Where it listens, with the port that was chosen. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** How many sessions are logged in. */
    public int sessionCount() {
        return seats.sessionCount();
    }

    /** Memory for requests that nobody holds now; all of it when nothing runs. */
    long freeRequestBytes() {
        return budget.leftBytes();
    }

    /** What becomes of requests that run when the server stops. */
    public enum Running {
        CANCELLED,
        WAITED_FOR
    }

    /**
     * Takes no more connections, closes the idle ones, and ends or awaits what runs.
     *
     * @param patience how long running requests are waited for; afterwards they are cancelled
     */
    public void stop(Running running, Duration patience) {
        listener.close().awaitUninterruptibly();
        boolean cancels = running == Running.CANCELLED;
        seats.connections().forEach(connection -> connection.dismiss(cancels));
        if (!emptied(patience) && !cancels) {
            seats.connections().forEach(connection -> connection.dismiss(true));
        }
        if (!emptied(FORCED_STOP)) {
            LOG.warn("{} sessions did not end; they are left behind", seats.sessionCount());
        }
        network.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        sessions.shutdown();
        handshakes.shutdown();
    }

    /** Cancels what runs, also while {@link #stop} waits for it; connections end with their requests. */
    public void hurry() {
        seats.connections().forEach(connection -> connection.dismiss(true));
    }

    /** Whether all connections closed and all sessions ended in time. */
    private boolean emptied(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!seats.connections().isEmpty() || seats.sessionCount() > 0) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Stops at once; running requests are cancelled. */
    @Override
    public void close() {
        stop(Running.CANCELLED, FORCED_STOP);
    }
}

package dev.coffer.tds;

import dev.coffer.work.Cancellation;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a session back while its client does not read: its thread waits, the event loop wakes it. Thread-safe. */
final class WriteGate {

    private static final Logger LOG = LoggerFactory.getLogger(WriteGate.class);

    private final Channel channel;
    private final Duration patience;

    /** @param patience after which a client that reads nothing is dropped */
    WriteGate(Channel channel, Duration patience) {
        this.channel = channel;
        this.patience = patience;
    }

    /** The channel can take more, or never will again. */
    synchronized void wake() {
        notifyAll();
    }

    /**
     * Returns when the channel takes more or the request was cancelled.
     *
     * @throws CancellationException when the client is gone
     */
    void pass(Cancellation cancellation) {
        if (!channel.isActive()) {
            throw new CancellationException("The client is gone");
        }
        if (channel.isWritable()) {
            return;
        }
        Cancellation.Registration waking = cancellation.onCancel(this::wake);
        try {
            await(cancellation);
        } finally {
            waking.close();
        }
    }

    private synchronized void await(Cancellation cancellation) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (channel.isActive() && !channel.isWritable() && !cancellation.isCancelled()) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                LOG.warn("Connection from {} ended: it read nothing for {}", channel.remoteAddress(), patience);
                Outbound.close(channel);
                throw new CancellationException("The client reads nothing");
            }
            try {
                wait(leftMillis);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The server is stopping");
            }
        }
    }
}

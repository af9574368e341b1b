package dev.coffer.tds;

import dev.coffer.work.Cancellation;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a message without a bound of its own carries, on its way from the connection's event loop to the session's
 * thread. When the session falls behind, the connection is not read from until it has caught up: an attention that
 * comes behind unread rows is heard as soon as those were read. Thread-safe.
 */
final class PacketQueue {

    /** Bytes that wait at most, but for what was read from the network already. */
    private static final int FULL_BYTES = 1 << 20;

    private static final int ROOM_AGAIN_BYTES = FULL_BYTES / 2;

    /** How a message ends. */
    enum End {
        /** As the client meant it to. */
        WHOLE,
        /** The client takes it back. */
        TAKEN_BACK,
        /** The connection is gone. */
        BROKEN
    }

    private final Channel channel;
    private final Queue<byte[]> bodies = new ArrayDeque<>();
    private int waitingBytes;
    private boolean paused;
    private boolean unwanted;
    private @Nullable End end;

    PacketQueue(Channel channel) {
        this.channel = channel;
    }

    /** On the event loop. */
    synchronized void offer(byte[] body) {
        if (unwanted || body.length == 0) {
            return;
        }
        bodies.add(body);
        waitingBytes += body.length;
        if (waitingBytes >= FULL_BYTES && !paused) {
            paused = true;
            channel.config().setAutoRead(false);
        }
        notifyAll();
    }

    /** Nothing more comes. Only the first end counts. */
    synchronized void end(End how) {
        if (end == null) {
            end = how;
            notifyAll();
        }
    }

    /** Whoever waits looks whether it is cancelled. */
    synchronized void wake() {
        notifyAll();
    }

    /** Whether the session, not the client, keeps the message from going on. */
    synchronized boolean isPaused() {
        return paused;
    }

    /**
     * The next packet's body, waiting for it; null behind the last one.
     *
     * @throws CancellationException when it is cancelled, taken back or broken
     */
    synchronized byte @Nullable [] take(Cancellation cancellation) {
        await(() -> !bodies.isEmpty() || end != null || cancellation.isCancelled());
        cancellation.check();
        if (end != null && end != End.WHOLE) {
            throw new CancellationException("The rows were not sent to their end");
        }
        byte[] body = bodies.poll();
        if (body != null) {
            waitingBytes -= body.length;
            goOn();
        }
        return body;
    }

    /** Drops what waits and what comes, and waits for the end, or until the request is cancelled. */
    synchronized void discard(Cancellation cancellation) {
        unwanted = true;
        bodies.clear();
        waitingBytes = 0;
        goOn();
        await(() -> end != null || cancellation.isCancelled());
    }

    private void goOn() {
        if (paused && waitingBytes <= ROOM_AGAIN_BYTES) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    private void await(BooleanSupplier news) {
        try {
            while (!news.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("The server is stopping");
        }
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.WalStream;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a stretch of the log of a server elsewhere, by one stream for each timeline: a segment in which one was left
 * comes from the next one's. Confined to one thread.
 */
final class LogStretch {

    /** Told of what comes, in the order of the log. */
    @FunctionalInterface
    interface Taker {
        /**
         * @param timeline that the server reads it from
         * @param position of the first byte
         * @param bytes the taker's until it returns
         */
        void take(int timeline, long position, ByteBuffer bytes) throws EngineException, IOException;
    }

    private final ServerHosts.Primary primary;
    private final WalSegments segments;
    private final TimelineHistory history;
    private final Cancellation cancellation;

    LogStretch(ServerHosts.Primary primary, WalSegments segments, TimelineHistory history, Cancellation cancellation) {
        this.primary = primary;
        this.segments = segments;
        this.history = history;
        this.cancellation = cancellation;
    }

    /**
     * Reads it all.
     *
     * @param slot that the server is to know the reader by; without one the log must be held for as long as it takes
     * @param from a segment's start
     * @param until no further than what the server has on disk
     * @return so much this clock is at most ahead of the server's, also where there was nothing to read
     */
    Duration read(Optional<String> slot, long from, long until, Taker taker) throws EngineException, IOException {
        Optional<Duration> clockLead = Optional.empty();
        long position = from;
        // Once also where nothing is new: the server says what time it is.
        do {
            cancellation.check();
            int timeline = history.of(segments, segments.numberOf(position));
            long end = endOf(timeline, until);
            WalStream stream = WalStream.begin(primary.connection(), slot, position, timeline, Clock.systemUTC());
            read(stream, timeline, end, taker);
            stream.stop();
            clockLead = Stream.concat(clockLead.stream(), stream.clockLead().stream())
                    .min(Comparator.naturalOrder());
            position = end;
        } while (Long.compareUnsigned(position, until) < 0);
        return clockLead.orElseThrow(() -> new IOException("A stream of WAL that says no time"));
    }

    private void read(WalStream stream, int timeline, long end, Taker taker) throws EngineException, IOException {
        stream.askTime();
        while (!stream.hasEnded()
                && (Long.compareUnsigned(stream.receivedPosition(), end) < 0
                        || stream.clockLead().isEmpty())) {
            cancellation.check();
            Optional<WalStream.Piece> piece = stream.read();
            if (piece.isPresent()) {
                ByteBuffer bytes = piece.get().bytes();
                int wanted = (int) Math.max(
                        0, Math.min(bytes.remaining(), end - piece.get().position()));
                taker.take(timeline, piece.get().position(), bytes.slice(bytes.position(), wanted));
            }
        }
        if (Long.compareUnsigned(stream.receivedPosition(), end) < 0) {
            throw new EngineException(
                    Kind.DAMAGED,
                    "The server's log ended at " + LogPosition.text(stream.receivedPosition()) + ", before "
                            + LogPosition.text(end));
        }
    }

    /** Up to where a timeline's own segments go: to the segment in which it was left, or to the end of all. */
    private long endOf(int timeline, long until) {
        return history.left().stream()
                .filter(left -> left.timeline() == timeline)
                .map(left -> segments.startOf(segments.numberOf(left.untilLsn())))
                .filter(end -> Long.compareUnsigned(end, until) < 0)
                .findFirst()
                .orElse(until);
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import dev.coffer.engine.postgres.wire.ServerError;
import dev.coffer.engine.postgres.wire.WalStream;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A stretch of the log of a server elsewhere, as START_REPLICATION sends it: up to the last whole record that the
 * server had on disk when the snapshot began. Laid out like that of a managed database; the segment in use is there
 * with zeros behind its end, and the next backup brings it whole. Confined to one thread.
 */
final class RemoteLog implements Snapshot {

    /** A commit takes its time before it is flushed: by a busy disk, or later when it is not waited for. */
    private static final Duration MOST_FLUSH_DELAY = Duration.ofSeconds(5);

    private final ServerHosts.Primary primary;
    private final String slot;
    private final long fromLsn;
    private final Instant startedAt;
    private final long flushed;
    private final WalSegments segments;
    private final TimelineHistory history;
    private final Map<Integer, byte[]> histories = new TreeMap<>();
    private final Cancellation cancellation;
    private final Start start;

    /** So much this clock is at most ahead of the server's, once the server has said its own. */
    private Optional<Duration> clockLead = Optional.empty();

    /**
     * Begins on a connection that the snapshot then owns.
     *
     * @param lastTimeline the newest one that was backed up before
     * @throws EngineException LOG_GONE when the host lacks the slot, or took over without all that was backed up
     */
    RemoteLog(ServerHosts.Primary primary, String slot, long fromLsn, int lastTimeline, Cancellation cancellation)
            throws EngineException {
        this.primary = primary;
        this.slot = slot;
        this.fromLsn = fromLsn;
        this.cancellation = cancellation;
        this.startedAt = Clock.systemUTC().instant();
        boolean begun = false;
        try {
            ReplicationConnection connection = primary.connection();
            this.segments = AttachedLog.segments(connection);
            AttachedLog.requireHeld(primary, slot, segments, fromLsn);
            RemotePast past = RemotePast.of(connection);
            past.requireGoesOn(fromLsn, lastTimeline, primary.address().toString());
            this.flushed = past.identity().flushPosition();
            this.history = past.history();
            past.file().ifPresent(content -> histories.put(past.history().timeline(), content));
            this.start = start(past.identity());
            begun = true;
        } catch (IOException failed) {
            throw AttachedLog.failed(primary.address(), failed);
        } finally {
            if (!begun) {
                primary.connection().close();
            }
        }
    }

    private Start start(SystemIdentity identity) throws IOException {
        Map<String, String> facts = new HashMap<>(RemoteSnapshot.facts(primary.connection()));
        facts.put(SharedFacts.TIMELINE, Integer.toString(identity.timeline()));
        facts.put(Facts.WAL_SEGMENT_SIZE, Integer.toString(segments.segmentBytes()));
        facts.put(Facts.START_LSN, LogPosition.text(fromLsn));
        history.forkAfter(fromLsn).ifPresent(fork -> facts.put(SharedFacts.FORK_POSITION, Long.toUnsignedString(fork)));
        BigInteger first = unsigned(fromLsn);
        return new Start(startedAt, first, first, Map.copyOf(facts));
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public long estimatedBytes() {
        return Math.max(1, segments.numberOf(Math.max(flushed, fromLsn + 1) - 1) - segments.numberOf(fromLsn) + 1)
                * segments.segmentBytes();
    }

    /** The newest timeline on which the server writes, for the next backup of the log. */
    int timeline() {
        return history.timeline();
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        try {
            TarWriter tar = new TarWriter(payload);
            long modified = startedAt.getEpochSecond();
            tar.folder(ClusterFolder.WAL_DIRECTORY, modified);
            for (Map.Entry<Integer, byte[]> each : histories.entrySet()) {
                add(tar, TimelineHistory.fileName(each.getKey()), each.getValue());
            }
            LogReading reading = new LogReading(Optional.empty());
            WalRecords records = new WalRecords(segments, PageChecksum.PAGE_BYTES, fromLsn, reading);
            Segments taken = new Segments(tar, records);
            receive(taken);
            taken.finish();
            tar.finish();
            long end = records.end();
            return new End(
                    unsigned(end),
                    0,
                    taken.bytes,
                    0,
                    reading.firstEnd(),
                    reading.lastEnd(),
                    Map.of(
                            Facts.END_LSN,
                            LogPosition.text(end),
                            SharedFacts.LOG_ENDS_AT,
                            reading.endsAt(began()).toString()));
        } catch (ServerError refused) {
            throw gone(refused);
        } finally {
            close();
        }
    }

    /** By the server's clock, and so long before that whoever committed until then was in what it had flushed. */
    private Instant began() throws IOException {
        Duration lead = clockLead.orElseThrow(() -> new IOException("A stream of WAL that says no time"));
        return startedAt.minus(lead.isNegative() ? Duration.ZERO : lead).minus(MOST_FLUSH_DELAY);
    }

    /** What the server says when it has removed a segment meanwhile. */
    private EngineException gone(ServerError refused) {
        return refused.sqlState().equals("58P01") || refused.sqlState().equals("55000")
                ? KeptLog.gone(fromLsn, primary.address() + ": " + refused.getMessage())
                : AttachedLog.failed(primary.address(), refused);
    }

    /** One stream for each timeline: a segment in which one was left comes from the next one's. */
    private void receive(Segments taken) throws EngineException, IOException {
        long position = segments.startOf(segments.numberOf(fromLsn));
        // Once also where nothing is new: the server says what time it is.
        do {
            cancellation.check();
            int timeline = history.of(segments, segments.numberOf(position));
            long end = endOf(timeline);
            WalStream stream = WalStream.begin(primary.connection(), slot, position, timeline, Clock.systemUTC());
            stream.askTime();
            while (!stream.hasEnded()
                    && (Long.compareUnsigned(stream.receivedPosition(), end) < 0
                            || stream.clockLead().isEmpty())) {
                cancellation.check();
                Optional<WalStream.Piece> piece = stream.read();
                if (piece.isPresent()) {
                    taken.take(timeline, piece.get(), end);
                }
            }
            if (Long.compareUnsigned(stream.receivedPosition(), end) < 0) {
                throw new EngineException(
                        Kind.DAMAGED,
                        "The server's log ended at " + LogPosition.text(stream.receivedPosition()) + ", before "
                                + LogPosition.text(end));
            }
            stream.stop();
            clockLead = Stream.concat(clockLead.stream(), stream.clockLead().stream())
                    .min(Comparator.naturalOrder());
            position = end;
        } while (Long.compareUnsigned(position, flushed) < 0);
    }

    /** Up to where a timeline's own segments go: to the segment in which it was left, or to the end of all. */
    private long endOf(int timeline) {
        return history.left().stream()
                .filter(left -> left.timeline() == timeline)
                .map(left -> segments.startOf(segments.numberOf(left.untilLsn())))
                .findFirst()
                .orElse(flushed);
    }

    /** Makes whole segments of what arrives. */
    private final class Segments {

        private final TarWriter tar;
        private final WalRecords records;
        private final byte[] segment = new byte[segments.segmentBytes()];
        private int filled;
        private long number = segments.numberOf(fromLsn);
        private int timeline;
        private long bytes;

        Segments(TarWriter tar, WalRecords records) {
            this.tar = tar;
            this.records = records;
        }

        /** @param end what lies behind it is not wanted */
        void take(int ofTimeline, WalStream.Piece piece, long end) throws EngineException, IOException {
            timeline = ofTimeline;
            int count = (int) Math.min(piece.bytes().remaining(), end - piece.position());
            while (count > 0) {
                int part = Math.min(count, segment.length - filled);
                piece.bytes().get(segment, filled, part);
                filled += part;
                count -= part;
                if (filled == segment.length) {
                    write();
                }
            }
        }

        /** The segment in use: nothing stands behind the last whole record. */
        void finish() throws EngineException, IOException {
            if (filled > 0) {
                Arrays.fill(segment, filled, segment.length, (byte) 0);
                write();
            }
        }

        private void write() throws EngineException, IOException {
            long begin = segments.startOf(number);
            new WalSpan(
                            segments,
                            PageChecksum.PAGE_BYTES,
                            Long.parseUnsignedLong(primary.identity().systemId()),
                            timeline,
                            begin,
                            begin + 1)
                    .check(number, segment);
            records.segment(number, segment);
            // What the server has flushed is written; only what lies behind it may be anything.
            if (records.ended() && Long.compareUnsigned(records.endSeenAt(), flushed) <= 0) {
                throw new EngineException(
                        Kind.DAMAGED, "The server's log holds no record at " + LogPosition.text(records.end()));
            }
            if (filled < segment.length) {
                int used = (int) Math.max(0, records.end() - begin);
                Arrays.fill(segment, used, segment.length, (byte) 0);
            }
            // A record that only begins or goes on there is none yet.
            if (records.end() > begin) {
                add(tar, segments.name(timeline, number), segment);
                bytes += segment.length;
            }
            filled = 0;
            number++;
        }
    }

    private void add(TarWriter tar, String name, byte[] content) throws IOException {
        tar.file(ClusterFolder.WAL_DIRECTORY + "/" + name, content.length, startedAt.getEpochSecond());
        tar.content(content, 0, content.length);
    }

    @Override
    public void close() {
        primary.connection().close();
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}

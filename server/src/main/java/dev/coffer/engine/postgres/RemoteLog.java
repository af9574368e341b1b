package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.engine.postgres.wire.ReplicationConnection;
import dev.coffer.engine.postgres.wire.ReplicationConnection.SystemIdentity;
import dev.coffer.engine.postgres.wire.ServerError;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private final LogJoint joint;
    private final long fromLsn;
    private final Behind behind;
    private final Instant startedAt;
    private final long flushed;
    private final WalSegments segments;
    private final TimelineHistory history;
    private final Map<Integer, byte[]> histories = new TreeMap<>();
    private final Cancellation cancellation;
    private final Start start;

    /** Told of the joint behind what was read, before anybody counts on it. */
    @FunctionalInterface
    interface Behind {
        void note(LogJoint next) throws EngineException;
    }

    /**
     * Begins on a connection that the snapshot then owns.
     *
     * @param joint what it must go on from
     * @throws EngineException LOG_GONE when the host lacks the slot, or took over without all that was backed up
     */
    RemoteLog(ServerHosts.Primary primary, String slot, LogJoint joint, Behind behind, Cancellation cancellation)
            throws EngineException {
        this.primary = primary;
        this.slot = slot;
        this.joint = joint;
        this.fromLsn = joint.from();
        this.behind = behind;
        this.cancellation = cancellation;
        this.startedAt = Clock.systemUTC().instant();
        boolean begun = false;
        try {
            ReplicationConnection connection = primary.connection();
            this.segments = AttachedLog.segments(connection);
            AttachedLog.requireHeld(primary, slot, segments, joint);
            RemotePast past = RemotePast.of(connection);
            past.requireGoesOn(joint, primary.address().toString());
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
            Duration clockLead = receive(taken);
            taken.finish();
            tar.finish();
            long end = records.end();
            behind.note(taken.last
                    .map(hash -> new LogJoint(end, history, end, hash))
                    .orElse(joint));
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
                            reading.endsAt(began(clockLead)).toString()));
        } catch (ServerError refused) {
            throw gone(refused);
        } finally {
            close();
        }
    }

    /** By the server's clock, and so long before that whoever committed until then was in what it had flushed. */
    private Instant began(Duration clockLead) {
        return startedAt
                .minus(clockLead.isNegative() ? Duration.ZERO : clockLead)
                .minus(MOST_FLUSH_DELAY);
    }

    /** What the server says when it has removed a segment meanwhile. */
    private EngineException gone(ServerError refused) {
        return refused.sqlState().equals("58P01") || refused.sqlState().equals("55000")
                ? KeptLog.gone(fromLsn, primary.address() + ": " + refused.getMessage())
                : AttachedLog.failed(primary.address(), refused);
    }

    /** What comes before the position must be what was backed up: that is seen before anything behind it is read. */
    private Duration receive(Segments taken) throws EngineException, IOException {
        LogJoint.Passage passed = new LogJoint.Passage(segments, joint.until());
        Duration clockLead = new LogStretch(primary, segments, history, cancellation)
                .read(Optional.of(slot), joint.readFrom(segments), flushed, (timeline, position, bytes) -> {
                    boolean known = passed.isWhole();
                    passed.take(position, bytes);
                    if (!known && passed.isWhole()) {
                        joint.require(passed, primary.address().toString());
                    }
                    taken.take(timeline, position, bytes);
                });
        if (!passed.isWhole()) {
            throw new EngineException(
                    Kind.DAMAGED, "The server's log lacks what lies before " + LogPosition.text(joint.until()));
        }
        return clockLead;
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

        /** Of the segment that the last whole record ends in, up to there. */
        private Optional<String> last = Optional.empty();

        Segments(TarWriter tar, WalRecords records) {
            this.tar = tar;
            this.records = records;
        }

        void take(int ofTimeline, long position, ByteBuffer arrived) throws EngineException, IOException {
            timeline = ofTimeline;
            long before = segments.startOf(segments.numberOf(fromLsn)) - position;
            arrived.position((int) Math.max(0, Math.min(arrived.remaining(), before)));
            while (arrived.hasRemaining()) {
                int part = Math.min(arrived.remaining(), segment.length - filled);
                arrived.get(segment, filled, part);
                filled += part;
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
                last = Optional.of(LogJoint.hash(segment, (int) Math.min(segment.length, records.end() - begin)));
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

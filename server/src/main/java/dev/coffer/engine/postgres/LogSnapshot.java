package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LogOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.Snapshot;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch of the log as a tar: whole segments, and the histories of the timelines in it. Every record is read and
 * checked on the way. Confined to one thread.
 */
final class LogSnapshot implements Snapshot {

    /**
     * What was found out before the first byte.
     *
     * @param startedAt when the snapshot began
     * @param endsAt what happened later is not in it, unless a record in it says so
     * @param fromLsn where it begins
     * @param ending how it ends
     * @param endLsn where it ends; empty: with the last whole record
     * @param facts of the server, as far as they are known
     */
    record Span(
            Instant startedAt,
            Instant endsAt,
            long fromLsn,
            LogOrder.Ending ending,
            Optional<Long> endLsn,
            Map<String, String> facts) {}

    private final Span span;
    private final ControlFile control;
    private final WalSegments segments;
    private final LogTimelines timelines;
    private final Runnable release;
    private final Cancellation cancellation;
    private final Start start;
    private final long lastNumber;

    /** @param release run once, when the snapshot is closed */
    LogSnapshot(ClusterFolder folder, Span span, Runnable release, Cancellation cancellation)
            throws EngineException, IOException {
        this.span = span;
        this.release = release;
        this.cancellation = cancellation;
        this.control = ControlFile.read(folder.dataDirectory());
        this.segments = new WalSegments(control.walSegmentBytes());
        this.timelines = LogTimelines.of(folder, control.timeline(), segments);
        this.lastNumber = span.endLsn().isPresent()
                ? lastNumber(span.endLsn().get())
                : timelines.lastFrom(segments.numberOf(span.fromLsn()));
        Map<String, String> facts = new HashMap<>(span.facts());
        facts.put("engine", "PostgreSQL");
        facts.put(SharedFacts.SYSTEM_ID, Long.toUnsignedString(control.systemId()));
        facts.put(SharedFacts.TIMELINE, Integer.toString(control.timeline()));
        facts.put(Facts.WAL_SEGMENT_SIZE, Integer.toString(control.walSegmentBytes()));
        facts.put(Facts.START_LSN, LogPosition.text(span.fromLsn()));
        timelines
                .forkAfter(span.fromLsn())
                .ifPresent(fork -> facts.put(SharedFacts.FORK_POSITION, Long.toUnsignedString(fork)));
        BigInteger first = unsigned(span.fromLsn());
        this.start = new Start(span.startedAt(), first, unsigned(control.redoLsn()), Map.copyOf(facts));
    }

    /** Number of the last segment that holds something before that position. */
    private long lastNumber(long endLsn) {
        return segments.numberOf(endLsn - 1);
    }

    @Override
    public Start start() {
        return start;
    }

    @Override
    public long estimatedBytes() {
        return Math.max(1, lastNumber - segments.numberOf(span.fromLsn()) + 1) * segments.segmentBytes();
    }

    @Override
    public End writeTo(OutputStream payload) throws EngineException, IOException {
        try {
            TarWriter tar = new TarWriter(payload);
            long modified = span.startedAt().getEpochSecond();
            tar.folder(ClusterFolder.WAL_DIRECTORY, modified);
            for (Map.Entry<String, byte[]> history : timelines.histories().entrySet()) {
                add(tar, history.getKey(), history.getValue(), modified);
            }
            LogReading reading = new LogReading(Optional.empty());
            WalRecords records = new WalRecords(segments, PageChecksum.PAGE_BYTES, span.fromLsn(), reading);
            long bytes = 0;
            long number = segments.numberOf(span.fromLsn());
            for (; number <= lastNumber && !records.ended(); number++) {
                cancellation.check();
                byte[] segment = timelines.read(number);
                records.segment(number, segment);
                add(tar, timelines.nameOf(number), whole(number, segment, records), modified);
                bytes += segment.length;
            }
            boolean isWhole = isWhole(records, number);
            long end = span.endLsn().orElse(records.end());
            tar.finish();
            return new End(
                    unsigned(end),
                    0,
                    bytes,
                    isWhole ? 0 : 1,
                    reading.firstEnd(),
                    reading.lastEnd(),
                    Map.of(
                            Facts.END_LSN,
                            LogPosition.text(end),
                            SharedFacts.LOG_ENDS_AT,
                            reading.endsAt(span.endsAt()).toString()));
        } finally {
            close();
        }
    }

    /** A segment with nothing behind the end of the log: recycled ones still hold what was there before. */
    private byte[] whole(long number, byte[] segment, WalRecords records) throws EngineException {
        long end = span.endLsn().orElse(records.ended() ? records.end() : Long.MAX_VALUE);
        long begin = segments.startOf(number);
        // The records were checked one by one; behind a switch there is nothing but zeros.
        new WalSpan(segments, PageChecksum.PAGE_BYTES, control.systemId(), timelines.of(number), begin, begin + 1)
                .check(number, segment);
        if (end < segments.startOf(number + 1)) {
            Arrays.fill(segment, (int) Math.max(0, end - begin), segment.length, (byte) 0);
        }
        return segment;
    }

    /**
     * Whether it holds all log that was written. What cannot be read of it is an error, unless the server is dead: then
     * that is all there is.
     *
     * @param next the segment behind those that were read
     */
    private boolean isWhole(WalRecords records, long next) throws EngineException, IOException {
        long end = records.end();
        switch (span.ending()) {
            case ONLINE -> {
                // Behind a switch to the next segment nothing more is in this one.
                long needed = span.endLsn().orElse(end);
                if (Long.compareUnsigned(end, needed) < 0) {
                    throw new EngineException(
                            Kind.DAMAGED,
                            "The log ends at " + LogPosition.text(end) + ", before " + LogPosition.text(needed));
                }
            }
            case TAIL -> {
                if (!holdsCheckpoint(end)) {
                    throw new EngineException(
                            Kind.DAMAGED,
                            "The log ends at " + LogPosition.text(end) + ", before the last checkpoint at "
                                    + LogPosition.text(control.checkpointLsn()) + "; the database itself is whole");
                }
            }
            case DEAD -> {
                boolean isWhole = holdsCheckpoint(end) && !timelines.isWrittenFrom(next, control.systemId());
                if (!isWhole && end == span.fromLsn()) {
                    throw new EngineException(Kind.DAMAGED, "The log from " + LogPosition.text(end) + " on is missing");
                }
                return isWhole;
            }
        }
        return true;
    }

    /** The server wrote the record before it said so in its control file. */
    private boolean holdsCheckpoint(long end) {
        return Long.compareUnsigned(end, control.checkpointLsn()) > 0;
    }

    private void add(TarWriter tar, String name, byte[] content, long modified) throws IOException {
        tar.file(ClusterFolder.WAL_DIRECTORY + "/" + name, content.length, modified);
        tar.content(content, 0, content.length);
    }

    @Override
    public void close() {
        release.run();
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}

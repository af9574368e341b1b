package dev.coffer.engine.postgres;

import dev.coffer.engine.LaidDown.LogStop;
import dev.coffer.engine.StopPoint;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through records of the log for the ends of transactions (access/xact.h), for marks, and for the point where a
 * restore is to stop. Confined to one thread.
 */
final class LogReading implements WalRecords.Reader {

    /** The prefix of what a marked transaction leaves in the log: a message of name, zero, description. */
    static final String MARK = "coffer.mark";

    private static final int TRANSACTION_MANAGER = 1;
    private static final int MESSAGE_MANAGER = 21;
    private static final int TRANSACTION_KIND = 0x70;
    private static final int COMMIT = 0x00;
    private static final int PREPARE = 0x10;
    private static final int COMMIT_PREPARED = 0x30;
    private static final int ABORT_PREPARED = 0x40;

    private static final int DATA_SHORT = 255;
    private static final int DATA_LONG = 254;
    private static final int ORIGIN = 253;
    private static final int TOP_TRANSACTION = 252;

    /** Of a logical message: database, flags, two lengths. */
    private static final int MESSAGE_HEADER_BYTES = 24;

    /** More marks than this at once are not kept apart; a transaction has one, and so many are never open. */
    private static final int MOST_OPEN_MARKS = 10_000;

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final Optional<StopPoint> wanted;
    private final Map<Integer, String> marks = new HashMap<>();
    private @Nullable Instant firstEnd;
    private @Nullable Instant lastEnd;
    private @Nullable LogStop stop;

    LogReading(Optional<StopPoint> wanted) {
        this.wanted = wanted;
    }

    /** When the first transaction in it ended. */
    Optional<Instant> firstEnd() {
        return Optional.ofNullable(firstEnd);
    }

    /** The latest end of a transaction in it. */
    Optional<Instant> lastEnd() {
        return Optional.ofNullable(lastEnd);
    }

    /** When the log ends: transactions may have ended between the look at the clock and the end of the reading. */
    Instant endsAt(Instant looked) {
        return lastEnd == null || lastEnd.isBefore(looked) ? looked : lastEnd;
    }

    /** The point that was wanted, when it is in what was read. */
    Optional<LogStop> stop() {
        return Optional.ofNullable(stop);
    }

    @Override
    public void record(long position, ByteBuffer record) {
        if (wanted.isPresent() && wanted.get() instanceof StopPoint.Position point && stop == null) {
            BigInteger here = unsigned(position);
            if (here.compareTo(point.position()) >= 0) {
                stop = new LogStop(here, point.inclusive());
            }
        }
        int manager = record.get(17);
        int kind = record.get(16) & TRANSACTION_KIND;
        if (manager == TRANSACTION_MANAGER && kind != PREPARE && kind <= ABORT_PREPARED) {
            int data = dataOffset(record);
            if (data > 0) {
                ended(position, record, kind, EPOCH.plus(record.getLong(data), ChronoUnit.MICROS));
            }
        } else if (manager == MESSAGE_MANAGER) {
            int data = dataOffset(record);
            if (data > 0) {
                mark(record, data);
            }
        }
    }

    private void ended(long position, ByteBuffer record, int kind, Instant at) {
        firstEnd = firstEnd == null ? at : firstEnd;
        lastEnd = lastEnd == null || at.isAfter(lastEnd) ? at : lastEnd;
        @Nullable String mark = marks.remove(record.getInt(4));
        if (stop != null || wanted.isEmpty()) {
            return;
        }
        if (wanted.get() instanceof StopPoint.Time time && at.isAfter(time.instant())) {
            stop = new LogStop(unsigned(position), false);
        } else if (wanted.get() instanceof StopPoint.Mark point
                && (kind == COMMIT || kind == COMMIT_PREPARED)
                && point.name().equals(mark)
                && (point.after().isEmpty() || !at.isBefore(point.after().get()))) {
            stop = new LogStop(unsigned(position), point.inclusive());
        }
    }

    private void mark(ByteBuffer record, int data) {
        if (data + MESSAGE_HEADER_BYTES > record.limit() || marks.size() >= MOST_OPEN_MARKS) {
            return;
        }
        long prefix = record.getLong(data + 8);
        long message = record.getLong(data + 16);
        int text = data + MESSAGE_HEADER_BYTES;
        if (prefix != MARK.length() + 1L || message < 1 || text + prefix + message > record.limit()) {
            return;
        }
        if (text(record, text, MARK.length()).equals(MARK)) {
            String all = text(record, text + (int) prefix, (int) message);
            marks.put(record.getInt(4), all.substring(0, Math.max(0, all.indexOf('\0'))));
        }
    }

    private static String text(ByteBuffer record, int offset, int length) {
        byte[] bytes = new byte[length];
        record.get(offset, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Where the record's own data begin, behind the headers of its parts; 0 when it has none or other parts too. */
    private static int dataOffset(ByteBuffer record) {
        int offset = WalRecords.HEADER_BYTES;
        while (offset + 9 < record.limit()) {
            switch (record.get(offset) & 0xFF) {
                case DATA_SHORT -> {
                    return offset + 2;
                }
                case DATA_LONG -> {
                    return offset + 5;
                }
                case ORIGIN -> offset += 3;
                case TOP_TRANSACTION -> offset += 5;
                default -> {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static BigInteger unsigned(long lsn) {
        return new BigInteger(Long.toUnsignedString(lsn));
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the next log of a server elsewhere must go on from. A timeline's number alone does not tell it: two hosts that
 * were promoted take the same, and so does one that was set back and went on. So it holds the positions at which
 * earlier timelines were left, and a hash of the log itself, from the beginning of the last segment on.
 *
 * @param from where the next log begins
 * @param timeline of the log before
 * @param forks where the timelines before that one were left
 * @param until so far its history is in backups; behind {@code from} where a full reaches further
 * @param hash hexadecimal SHA-256 of the log from the start of the segment that ends with {@code until}, or that it
 *     lies in, to {@code until}
 */
record LogJoint(long from, int timeline, List<TimelineHistory.Left> forks, long until, String hash) {

    private static final String POSITION = "([0-9A-F]{1,8}/[0-9A-F]{1,8})";
    private static final Pattern LINE = Pattern.compile(
            POSITION + " (\\d{1,10}) " + POSITION + " ([0-9a-f]{64})((?: \\d{1,10}@" + POSITION + ")*)");
    private static final char FORK_AT = '@';

    LogJoint {
        forks = List.copyOf(forks);
    }

    LogJoint(long from, TimelineHistory history, long until, String hash) {
        this(from, history.timeline(), history.left(), until, hash);
    }

    /** Where a reader begins that is to see all that is hashed, and what comes behind {@code from}. */
    long readFrom(WalSegments segments) {
        long hashed = segments.startOf(segments.numberOf(until - 1));
        long next = segments.startOf(segments.numberOf(from));
        return Long.compareUnsigned(hashed, next) < 0 ? hashed : next;
    }

    /** Whether a server's history goes on from it, as far as positions tell. */
    boolean isIn(TimelineHistory history) {
        if (history.timeline() == timeline) {
            return history.left().equals(forks);
        }
        int known = forks.size();
        return history.left().size() > known
                && history.left().subList(0, known).equals(forks)
                && history.left().get(known).timeline() == timeline
                && Long.compareUnsigned(history.left().get(known).untilLsn(), until) >= 0;
    }

    /** As a line of a file. */
    String text() {
        StringBuilder text = new StringBuilder(LogPosition.text(from))
                .append(' ')
                .append(Integer.toUnsignedString(timeline))
                .append(' ')
                .append(LogPosition.text(until))
                .append(' ')
                .append(hash);
        for (TimelineHistory.Left fork : forks) {
            text.append(' ')
                    .append(Integer.toUnsignedString(fork.timeline()))
                    .append(FORK_AT)
                    .append(LogPosition.text(fork.untilLsn()));
        }
        return text.toString();
    }

    /** @throws IllegalArgumentException when the line is none of {@link #text} */
    static LogJoint parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("No joint of the log: " + line);
        }
        List<TimelineHistory.Left> forks = new ArrayList<>();
        for (String fork : matcher.group(5).strip().split(" ", -1)) {
            int at = fork.indexOf(FORK_AT);
            if (at > 0) {
                forks.add(new TimelineHistory.Left(
                        Integer.parseUnsignedInt(fork.substring(0, at)), LogPosition.parse(fork.substring(at + 1))));
            }
        }
        return new LogJoint(
                LogPosition.parse(matcher.group(1)),
                Integer.parseUnsignedInt(matcher.group(2)),
                forks,
                LogPosition.parse(matcher.group(3)),
                matcher.group(4));
    }

    /** Of that much of a segment. */
    static String hash(byte[] segment, int count) {
        MessageDigest digest = digest();
        digest.update(segment, 0, count);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", absent);
        }
    }

    /** Hashes what passes of the stretch that a joint is known by. Confined to one thread. */
    static final class Passage {

        private final long begin;
        private final long until;
        private final MessageDigest digest = digest();
        private long next;

        /** Up to a position. */
        Passage(WalSegments segments, long until) {
            this.begin = segments.startOf(segments.numberOf(until - 1));
            this.until = until;
            this.next = begin;
        }

        long begin() {
            return begin;
        }

        /** Takes the next bytes of the log, which stay as they are. */
        void take(long position, ByteBuffer bytes) {
            long skipped = next - position;
            if (skipped < 0 || skipped >= bytes.remaining() || next == until) {
                return;
            }
            int count = (int) Math.min(bytes.remaining() - skipped, until - next);
            digest.update(bytes.slice(bytes.position() + (int) skipped, count));
            next += count;
        }

        boolean isWhole() {
            return next == until;
        }

        /** Of all of it; once. */
        String hash() {
            if (!isWhole()) {
                throw new IllegalStateException(
                        "The log passed to " + LogPosition.text(next) + " only, not to " + LogPosition.text(until));
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /**
     * Behind the passage of what it is known by.
     *
     * @param host as the message names it
     * @throws EngineException LOG_GONE unless the host holds the same
     */
    void require(Passage passed, String host) throws EngineException {
        if (!passed.hash().equals(hash)) {
            throw KeptLog.gone(
                    from,
                    host + " holds another log than the one that was backed up to " + LogPosition.text(until)
                            + ", though it calls its timeline by the same number: it was promoted or set back by"
                            + " itself");
        }
    }
}

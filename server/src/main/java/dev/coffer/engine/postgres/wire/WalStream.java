package dev.coffer.engine.postgres.wire;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * WAL as the server writes it (START_REPLICATION PHYSICAL), on one timeline. Confined to one thread. The server keeps
 * for the slot what was not acknowledged by {@link #acknowledge}, so only what is durable elsewhere may be.
 */
public final class WalStream {

    /**
     * A piece of WAL; its bytes hold until the next is asked for.
     *
     * @param position of its first byte
     */
    public record Piece(long position, ByteBuffer bytes) {}

    /** Where the next timeline begins. */
    public record NextTimeline(int timeline, long position) {}

    /** The server's clock counts microseconds from here. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** Whether the server is to answer at once. */
    private static final int NO_ANSWER = 0;

    private static final int ANSWER = 1;

    private static final int STATUS_BYTES = 1 + 4 * Long.BYTES + 1;

    private final ReplicationConnection connection;
    private final Clock clock;
    private long receivedPosition;

    /** Nothing yet: a server passes over 0, and keeps the slot where it is. */
    private long acknowledgedPosition;

    private Optional<NextTimeline> next = Optional.empty();
    private Optional<Duration> clockLead = Optional.empty();
    private boolean ended;

    private WalStream(ReplicationConnection connection, Clock clock, long position) {
        this.connection = connection;
        this.clock = clock;
        this.receivedPosition = position;
    }

    /**
     * @param slot that holds the WAL, and must exist; empty when nobody is to know of the reader
     * @param position a segment's start, so that whole segments are received
     * @throws ServerError when the WAL is gone, the slot is in use, or the timeline is none of the server's
     */
    public static WalStream begin(
            ReplicationConnection connection, Optional<String> slot, long position, int timeline, Clock clock)
            throws IOException {
        String named = slot.map(name -> "SLOT " + ReplicationConnection.quoted(name) + " ")
                .orElse("");
        connection.send(
                "START_REPLICATION " + named + "PHYSICAL " + LogPosition.text(position) + " TIMELINE " + timeline);
        WalStream stream = new WalStream(connection, clock, position);
        // A timeline that ended right there has nothing to send: the server answers with its end at once.
        Message answer = connection.channel().expect('W', 'T');
        if (answer.type() == 'T') {
            stream.finish();
        }
        return stream;
    }

    /** Whether {@link #read} has something to look at without waiting. */
    public boolean hasInput() throws IOException {
        return !ended && connection.channel().hasInput();
    }

    /**
     * Waits for the next message; empty when it held no WAL (the server is alive and wants to hear that we are), or at
     * the end of the timeline.
     */
    public Optional<Piece> read() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Message message = connection.channel().expect('d', 'c');
        if (message.type() == 'c') {
            connection.channel().send('c', new byte[0]);
            finish();
            return Optional.empty();
        }
        int kind = message.int8();
        switch (kind) {
            case 'w' -> {
                long position = message.int64();
                message.int64();
                noteSent(message.int64());
                if (position != receivedPosition) {
                    throw new ProtocolViolation("WAL at " + LogPosition.text(position) + " instead of "
                            + LogPosition.text(receivedPosition));
                }
                receivedPosition += message.remaining();
                return Optional.of(new Piece(position, message.rest()));
            }
            case 'k' -> {
                message.int64();
                noteSent(message.int64());
                if (message.int8() != 0) {
                    report(NO_ANSWER);
                }
                return Optional.empty();
            }
            default -> throw new ProtocolViolation("A piece of kind " + kind + " in a stream of WAL");
        }
    }

    /** The server may forget everything before the position; it must be durable here. */
    public void acknowledge(long position) throws IOException {
        acknowledgedPosition = position;
        report(NO_ANSWER);
    }

    /** Asks the server for a message, which says its time; nothing at the end of a timeline. */
    public void askTime() throws IOException {
        if (!ended) {
            report(ANSWER);
        }
    }

    /**
     * So much this clock is at most ahead of the server's, negative when it is behind; empty before the first message.
     * What a message took on its way counts as lead.
     */
    public Optional<Duration> clockLead() {
        return clockLead;
    }

    private void noteSent(long micros) {
        Duration lead = Duration.between(EPOCH.plus(micros, ChronoUnit.MICROS), clock.instant());
        clockLead =
                Optional.of(clockLead.filter(least -> least.compareTo(lead) < 0).orElse(lead));
    }

    /** Asks the server to stop, and waits until it has: what was acknowledged before is then known there. */
    public void stop() throws IOException {
        if (ended) {
            return;
        }
        connection.channel().send('c', new byte[0]);
        Message message = connection.channel().expect('d', 'c');
        while (message.type() == 'd') {
            message = connection.channel().expect('d', 'c');
        }
        finish();
    }

    /** Up to where WAL was received. */
    public long receivedPosition() {
        return receivedPosition;
    }

    /** Whether the timeline has ended; nothing more comes. */
    public boolean hasEnded() {
        return ended;
    }

    /** After the end: where the server's history went on, if it did. */
    public Optional<NextTimeline> next() {
        return next;
    }

    /** The end of a timeline: where the next one begins, and that the server is ready again. */
    private void finish() throws IOException {
        ended = true;
        List<Row> rows = connection.result();
        if (!rows.isEmpty()) {
            next = Optional.of(new NextTimeline(
                    ReplicationConnection.number(rows.get(0).requireText(0)),
                    rows.get(0).requirePosition(1)));
        }
        // One end is the stream's, the other the command's.
        connection.channel().expect('C');
        connection.ready();
    }

    private void report(int answer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(STATUS_BYTES);
        DataOutputStream fields = new DataOutputStream(bytes);
        fields.write('r');
        fields.writeLong(receivedPosition);
        fields.writeLong(acknowledgedPosition);
        fields.writeLong(0);
        fields.writeLong(ChronoUnit.MICROS.between(EPOCH, clock.instant()));
        fields.write(answer);
        connection.channel().send('d', bytes.toByteArray());
    }
}

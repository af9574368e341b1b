package dev.coffer.storage.objects;

import dev.coffer.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Future;

/** Segments of an object that are fetched in parallel before they are asked for. Guarded by its file. */
final class ReadAhead {

    private static final int SEGMENT_BYTES = 4 << 20;

    private final RemoteObject object;
    private final ObjectState state;
    private final Requests requests;
    private final int segmentBytes;
    private final int segmentCount;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private final Deque<byte[]> free = new ArrayDeque<>();

    private record Segment(long offset, int length, byte[] bytes, Future<Boolean> arrival) {
        long end() {
            return offset + length;
        }
    }

    ReadAhead(RemoteObject object, ObjectState state, Requests requests, Transfer transfer) {
        this.object = object;
        this.state = state;
        this.requests = requests;
        this.segmentBytes = (int) Math.min(transfer.partBytes().orElse(SEGMENT_BYTES), transfer.budgetBytes() / 2);
        this.segmentCount = transfer.buffersOf(segmentBytes);
    }

    /** Whether what lies there was fetched, or follows what was. */
    boolean covers(long offset) {
        return !segments.isEmpty()
                && offset >= segments.getFirst().offset()
                && offset <= segments.getLast().end();
    }

    /** Forgets everything, and begins anew at the offset. */
    void startAt(long offset) throws StoreException {
        while (!segments.isEmpty()) {
            drop();
        }
        long next = offset;
        while (segments.size() < segmentCount && next < state.sizeBytes()) {
            next = fetch(next);
        }
    }

    /** Within what is covered, and within the object. */
    void read(long offset, ByteBuffer target) throws StoreException {
        long position = offset;
        while (target.hasRemaining()) {
            while (!segments.isEmpty() && segments.getFirst().end() <= position) {
                advance();
            }
            if (segments.isEmpty()) {
                fetch(position);
            }
            Segment segment = segments.getFirst();
            requests.await(segment.arrival());
            int from = (int) (position - segment.offset());
            int count = Math.min(target.remaining(), segment.length() - from);
            target.put(segment.bytes(), from, count);
            position += count;
        }
    }

    private void advance() throws StoreException {
        long next = segments.getLast().end();
        drop();
        if (next < state.sizeBytes()) {
            fetch(next);
        }
    }

    /** Its buffer is used again only if nobody can still write into it. */
    private void drop() {
        Segment dropped = segments.removeFirst();
        if (dropped.arrival().isDone()) {
            free.add(dropped.bytes());
        } else {
            dropped.arrival().cancel(true);
        }
    }

    private long fetch(long offset) throws StoreException {
        byte[] bytes = free.isEmpty() ? new byte[segmentBytes] : free.removeFirst();
        int length = (int) Math.min(segmentBytes, state.sizeBytes() - offset);
        Future<Boolean> arrival = requests.begin(() -> {
            object.read(state, offset, ByteBuffer.wrap(bytes, 0, length));
            return true;
        });
        segments.add(new Segment(offset, length, bytes, arrival));
        return offset + length;
    }
}

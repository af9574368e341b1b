package dev.coffer.storage.objects;

import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoredFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * An object open for reading: the version that was there when it was opened. Whoever reads on where the last read ended
 * is soon read ahead for, in parallel; whoever jumps gets what is asked for and a little more. Thread-safe.
 */
final class ObjectFile implements StoredFile {

    /** One small request covers the header of a media family or the end of a set. */
    private static final int WINDOW_BYTES = 64 * 1024;

    /** Read in one go, this much is no longer a header. */
    private static final long RUN_BYTES = 4L * WINDOW_BYTES;

    private final RemoteObject object;
    private final ObjectState state;
    private final Requests requests;
    private final ReadAhead ahead;
    private final byte[] window = new byte[WINDOW_BYTES];
    private long windowOffset;
    private int windowLength;
    private long nextOffset;
    private long runBytes;

    /** @param requests closed with the file */
    ObjectFile(RemoteObject object, ObjectState state, Transfer transfer, Requests requests) {
        this.object = object;
        this.state = state;
        this.requests = requests;
        this.ahead = new ReadAhead(object, state, requests, transfer);
    }

    @Override
    public long sizeBytes() {
        return state.sizeBytes();
    }

    @Override
    public Optional<Instant> lockedUntil() {
        return state.lockedUntil();
    }

    @Override
    public synchronized void readFully(long offset, ByteBuffer target) throws IOException {
        if (target.remaining() > state.sizeBytes() - offset) {
            throw new EOFException("The object ends at byte " + state.sizeBytes());
        }
        int length = target.remaining();
        if (ahead.covers(offset)) {
            ahead.read(offset, target);
            return;
        }
        runBytes = offset == nextOffset ? runBytes + length : length;
        nextOffset = offset + length;
        if (runBytes > RUN_BYTES) {
            ahead.startAt(offset);
            ahead.read(offset, target);
        } else {
            jump(offset, target);
        }
    }

    private void jump(long offset, ByteBuffer target) throws StoreException {
        int length = target.remaining();
        if (offset >= windowOffset && offset + length <= windowOffset + windowLength) {
            target.put(window, (int) (offset - windowOffset), length);
            return;
        }
        if (length > WINDOW_BYTES) {
            fetch(offset, target);
            return;
        }
        int fetched = (int) Math.min(WINDOW_BYTES, state.sizeBytes() - offset);
        windowLength = 0;
        fetch(offset, ByteBuffer.wrap(window, 0, fetched));
        windowOffset = offset;
        windowLength = fetched;
        target.put(window, 0, length);
    }

    private void fetch(long offset, ByteBuffer target) throws StoreException {
        int start = target.position();
        requests.ask(() -> {
            target.position(start);
            object.read(state, offset, target);
            return true;
        });
    }

    @Override
    public void giveUp() {
        requests.giveUp();
    }

    @Override
    public void close() {
        requests.close();
    }
}

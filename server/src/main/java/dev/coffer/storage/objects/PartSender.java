package dev.coffer.storage.objects;

import dev.coffer.storage.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * Sends parts in parallel out of a fixed number of buffers: whoever fills the next one waits for the oldest part.
 * Confined to one thread at a time.
 */
final class PartSender {

    private final RemoteObject object;
    private final Requests requests;
    private final int bufferBytes;
    private final int bufferCount;
    private final Deque<byte[]> free = new ArrayDeque<>();
    private final Deque<Sending> underWay = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();
    private int madeCount;

    private record Sending(byte[] buffer, Future<Part> part) {}

    PartSender(RemoteObject object, Requests requests, int bufferBytes, int bufferCount) {
        this.object = object;
        this.requests = requests;
        this.bufferBytes = bufferBytes;
        this.bufferCount = bufferCount;
    }

    int bufferBytes() {
        return bufferBytes;
    }

    /** An empty buffer, as soon as there is one. */
    byte[] buffer() throws StoreException {
        if (free.isEmpty() && madeCount < bufferCount) {
            madeCount++;
            return new byte[bufferBytes];
        }
        while (free.isEmpty()) {
            awaitOldest();
        }
        return free.remove();
    }

    /** Takes the buffer over. */
    void send(Upload upload, byte[] buffer, int length) throws StoreException {
        int number = parts.size() + underWay.size() + 1;
        underWay.add(new Sending(
                buffer, requests.begin(() -> object.put(upload, number, ByteBuffer.wrap(buffer, 0, length)))));
    }

    int sentCount() {
        return parts.size() + underWay.size();
    }

    /** All parts in order, once all have arrived. */
    List<Part> finish() throws StoreException {
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
        return List.copyOf(parts);
    }

    private void awaitOldest() throws StoreException {
        Sending oldest = underWay.remove();
        parts.add(requests.await(oldest.part()));
        free.add(oldest.buffer());
    }
}

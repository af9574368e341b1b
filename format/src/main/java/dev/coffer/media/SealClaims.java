package dev.coffer.media;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which chunk indexes were sealed: each at most once, since a second sealing would use a nonce again. Remembers only
 * those between sealing and writing. Thread-safe.
 */
final class SealClaims {

    private final Set<Long> sealed = ConcurrentHashMap.newKeySet();
    private volatile long nextToWrite;

    void claim(long index) {
        if (index < nextToWrite || !sealed.add(index)) {
            throw new IllegalStateException("Chunk " + index + " was sealed before");
        }
        // Between the comparison and the add, the writer may have released the same index.
        if (index < nextToWrite) {
            throw new IllegalStateException("Chunk " + index + " was sealed before");
        }
    }

    void release(long index) {
        nextToWrite = index + 1;
        if (!sealed.remove(index)) {
            throw new IllegalStateException("Chunk " + index + " was not sealed by this set's sealers");
        }
    }
}

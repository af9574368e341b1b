package dev.coffer.storage;

import dev.coffer.bytes.ByteSource;
import java.time.Instant;
import java.util.Optional;

/** A stored file, open for reading. */
public interface StoredFile extends ByteSource, AutoCloseable {

    /** Until when its place lets nobody remove or replace it; empty where it lets, or does not tell. */
    default Optional<Instant> lockedUntil() {
        return Optional.empty();
    }

    /** Makes a read that waits for the place fail soon, and every later one too. From any thread. */
    default void giveUp() {}

    @Override
    void close();
}

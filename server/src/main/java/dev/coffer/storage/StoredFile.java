package dev.coffer.storage;

import dev.coffer.bytes.ByteSource;

/** A stored file, open for reading. */
public interface StoredFile extends ByteSource, AutoCloseable {

    /** Makes a read that waits for the place fail soon, and every later one too. From any thread. */
    default void giveUp() {}

    @Override
    void close();
}

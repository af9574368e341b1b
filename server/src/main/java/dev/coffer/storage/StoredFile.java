package dev.coffer.storage;

import dev.coffer.bytes.ByteSource;

/** A stored file, open for reading. */
public interface StoredFile extends ByteSource, AutoCloseable {
    @Override
    void close();
}

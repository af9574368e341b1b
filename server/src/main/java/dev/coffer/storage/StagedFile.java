package dev.coffer.storage;

import dev.coffer.bytes.ByteSink;
import java.io.IOException;

/** A file being written. Closing it without a commit removes every trace. Confined to one thread at a time. */
public interface StagedFile extends ByteSink, AutoCloseable {

    /** Bytes written so far, counted from the start of the file (or from the offset of an append: file positions). */
    long positionBytes();

    /** Makes it durable and visible; afterwards close does nothing. */
    void commit() throws IOException;

    @Override
    void close();
}

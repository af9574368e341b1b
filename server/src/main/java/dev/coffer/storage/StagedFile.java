package dev.coffer.storage;

import dev.coffer.bytes.ByteSink;
import java.io.IOException;

/** A file being written. Closing it without a commit removes every trace. Confined to one thread at a time. */
public interface StagedFile extends ByteSink, AutoCloseable {

    /** Bytes written so far, counted from the start of the file (or from the offset of an append: file positions). */
    long positionBytes();

    /**
     * Tells about how many more bytes will come, before most of them have: a place that takes a file in parts chooses
     * their size by it. Nothing fails because it was wrong.
     */
    default void expectBytes(long moreBytes) {}

    /**
     * Makes a write or commit that waits for the place fail soon, and every later one too. From any thread; closing is
     * still the owner's.
     */
    default void giveUp() {}

    /** Makes it durable and visible; afterwards close does nothing. */
    void commit() throws IOException;

    @Override
    void close();
}

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

    /**
     * Makes what was written durable, still unseen: whatever can fail for want of space or time fails here, and little
     * is left for the commit. Nothing may be written afterwards.
     */
    void prepare() throws IOException;

    /** Makes it durable, if {@link #prepare} did not, and visible; afterwards close does nothing. */
    void commit() throws IOException;

    /**
     * Takes a commit back as well as it can: a new file goes, what was appended is cut off. For files that are
     * committed together, when a later one fails.
     */
    void withdraw();

    @Override
    void close();
}

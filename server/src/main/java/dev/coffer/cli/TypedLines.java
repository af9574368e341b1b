package dev.coffer.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines that somebody types, asked for one by one. Confined to one thread. */
interface TypedLines extends AutoCloseable {

    /**
     * The next line without its end, or null behind the last.
     *
     * @param line 1-based, in the batch: what the prompt shows
     * @throws LineInterrupted at Ctrl-C
     */
    @Nullable
    String next(int line) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Ctrl-C was pressed at the prompt. */
    final class LineInterrupted extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean onEmptyLine;

        LineInterrupted(boolean onEmptyLine) {
            super("interrupted");
            this.onEmptyLine = onEmptyLine;
        }

        /** Whether nothing stood on the line yet. */
        boolean onEmptyLine() {
            return onEmptyLine;
        }
    }
}

package dev.coffer.work;

/** Told how far long work has come. Called from one thread at a time, never concurrently. */
@FunctionalInterface
public interface Progress {

    /** @param doneBytes rises up to {@code totalBytes}, which is an estimate and may rise too */
    void advanced(long doneBytes, long totalBytes);

    static Progress none() {
        return (done, total) -> {};
    }
}

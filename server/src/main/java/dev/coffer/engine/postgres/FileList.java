package dev.coffer.engine.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Files in rising order of their paths, however they came. A few thousand stay in memory; more go to a
 * {@link ScratchFile} in sorted runs, which are merged as they are read. So a list takes at most 3 MiB of memory,
 * whatever its length, and on disk about 30 bytes and the path for each file, twice that while runs are joined.
 * Confined to one thread.
 */
final class FileList implements AutoCloseable {

    /** A run in memory: 4,096 usual paths are half a MiB, and the longest ones no more than 2 MiB. */
    static final int MOST_HELD = 4096;

    private static final int MOST_HELD_CHARS = 1 << 20;

    /** One reader's buffer for each run while they are merged: half a MiB. */
    private static final int MOST_RUNS = 64;

    private static final int READ_BUFFER_BYTES = 8192;

    private static final Comparator<FileEntry> BY_PATH = Comparator.comparing(FileEntry::path);

    /** Sorted entries in the scratch file. */
    private record Run(long firstByteOffset, long lengthBytes) {}

    private final Path folder;
    private final List<FileEntry> held = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private @Nullable ScratchFile scratch;
    private int heldChars;

    /** @param folder for the scratch file, which is made when it is needed */
    FileList(Path folder) {
        this.folder = folder;
    }

    void add(FileEntry file) throws IOException {
        if (held.size() >= MOST_HELD || heldChars + file.path().length() > MOST_HELD_CHARS) {
            spill();
        }
        held.add(file);
        heldChars += file.path().length();
    }

    private void spill() throws IOException {
        held.sort(BY_PATH);
        if (runs.size() == MOST_RUNS) {
            join();
        }
        if (scratch == null) {
            scratch = ScratchFile.in(folder);
        }
        runs.add(write(scratch, new Cursor(List.of(heldFiles(held.iterator())))));
        held.clear();
        heldChars = 0;
    }

    /** Makes one run of all. */
    private void join() throws IOException {
        ScratchFile joined = ScratchFile.in(folder);
        try {
            Run run = write(joined, new Cursor(openRuns()));
            close();
            scratch = joined;
            runs.clear();
            runs.add(run);
        } catch (IOException | RuntimeException e) {
            joined.close();
            throw e;
        }
    }

    private static Run write(ScratchFile target, Cursor files) throws IOException {
        long begin = target.sizeBytes();
        DataOutputStream out = new DataOutputStream(target.output());
        for (Optional<FileEntry> file = files.next(); file.isPresent(); file = files.next()) {
            file.get().writeTo(out);
        }
        out.flush();
        return new Run(begin, target.sizeBytes() - begin);
    }

    /** Begins to read, from the first path on; as often as wanted, while nothing is added. */
    Cursor read() throws IOException {
        held.sort(BY_PATH);
        List<Source> sources = openRuns();
        sources.add(heldFiles(held.iterator()));
        return new Cursor(sources);
    }

    private List<Source> openRuns() {
        List<Source> sources = new ArrayList<>();
        if (scratch != null) {
            for (Run run : runs) {
                sources.add(runFiles(scratch.input(run.firstByteOffset(), run.lengthBytes(), READ_BUFFER_BYTES)));
            }
        }
        return sources;
    }

    @Override
    public void close() throws IOException {
        if (scratch != null) {
            scratch.close();
        }
    }

    /** The files of a list, one after the other. */
    static final class Cursor {

        private final PriorityQueue<Head> heads = new PriorityQueue<>();

        private Cursor(List<? extends Source> sources) throws IOException {
            for (Source source : sources) {
                advance(source);
            }
        }

        private void advance(Source source) throws IOException {
            Optional<FileEntry> first = source.next();
            if (first.isPresent()) {
                heads.add(new Head(first.get(), source));
            }
        }

        /** Empty behind the last. A path that was added twice comes twice, in a row. */
        Optional<FileEntry> next() throws IOException {
            Head least = heads.poll();
            if (least == null) {
                return Optional.empty();
            }
            advance(least.rest());
            return Optional.of(least.file());
        }
    }

    /** The first file that was not taken yet of those that come from one source. */
    private record Head(FileEntry file, Source rest) implements Comparable<Head> {

        @Override
        public int compareTo(Head other) {
            return file.path().compareTo(other.file.path());
        }
    }

    /** Sorted files. */
    private interface Source {
        Optional<FileEntry> next() throws IOException;
    }

    private static Source heldFiles(Iterator<FileEntry> files) {
        return () -> files.hasNext() ? Optional.of(files.next()) : Optional.empty();
    }

    private static Source runFiles(InputStream run) {
        DataInputStream entries = new DataInputStream(run);
        return () -> {
            entries.mark(1);
            if (entries.read() < 0) {
                return Optional.empty();
            }
            entries.reset();
            return Optional.of(FileEntry.read(entries));
        };
    }
}

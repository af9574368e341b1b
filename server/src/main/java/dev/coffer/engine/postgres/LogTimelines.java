package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which timeline each segment of a cluster's log belongs to, and where its file lies: what came before the last
 * recovery fork and was not backed up yet is kept beside the cluster. Confined to one thread.
 */
final class LogTimelines {

    private final ClusterFolder folder;
    private final WalSegments segments;
    private final TimelineHistory history;

    private LogTimelines(ClusterFolder folder, WalSegments segments, TimelineHistory history) {
        this.folder = folder;
        this.segments = segments;
        this.history = history;
    }

    static LogTimelines of(ClusterFolder folder, int timeline, WalSegments segments)
            throws EngineException, IOException {
        TimelineHistory history =
                timeline == 1 ? new TimelineHistory(1, List.of()) : TimelineHistory.of(folder.walFolder(), timeline);
        return new LogTimelines(folder, segments, history);
    }

    /** The timeline of that segment: the newest one that was begun in it or before. */
    int of(long number) {
        return history.of(segments, number);
    }

    String nameOf(long number) {
        return segments.name(of(number), number);
    }

    /** Where the log behind that position first leaves its timeline. */
    Optional<Long> forkAfter(long lsn) {
        return history.forkAfter(lsn);
    }

    /** Where the present timeline was begun; 0 for the first. */
    long fork() throws EngineException {
        return history.left().isEmpty() ? 0 : history.forkLsn();
    }

    /** The history of the present timeline, which names the earlier ones, by its name; none for the first. */
    Map<String, byte[]> histories() throws IOException {
        return history.left().isEmpty()
                ? Map.of()
                : Map.of(
                        TimelineHistory.fileName(history.timeline()),
                        TimelineHistory.bytes(folder.walFolder(), history.timeline()));
    }

    /** @throws EngineException LOG_GONE when the segment is not there */
    byte[] read(long number) throws EngineException, IOException {
        try {
            Path file = find(number);
            try (OpenFolder place = OpenFolder.of(PostgresBinaries.parentOf(file))) {
                return place.bytes(file.getFileName(), segments.segmentBytes());
            }
        } catch (NoSuchFileException e) {
            throw KeptLog.gone(segments.startOf(number), "the segment " + nameOf(number) + " is missing");
        }
    }

    private Path find(long number) {
        String name = nameOf(number);
        Path kept = folder.keptLog().resolve(name);
        return Files.exists(kept) ? kept : folder.walFolder().resolve(name);
    }

    /**
     * Whether the cluster wrote that segment of its timeline, or a later one. A segment that was made in advance is
     * empty, or still says that it is an earlier one.
     */
    boolean isWrittenFrom(long number, long systemId) throws IOException {
        Path wal = folder.walFolder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(wal)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (WalSegments.isName(name)
                        && segments.timeline(name) == history.timeline()
                        && segments.number(name) >= number
                        && WalSpan.isBegun(file, segments.startOf(segments.number(name)), systemId)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The last segment from that one on without a gap; the one before it when not even that is there. */
    long lastFrom(long first) throws EngineException {
        long number = first;
        while (Files.exists(find(number))) {
            number++;
            if (number - first > Integer.MAX_VALUE) {
                throw new EngineException(Kind.DAMAGED, "The log has no end");
            }
        }
        return number - 1;
    }
}

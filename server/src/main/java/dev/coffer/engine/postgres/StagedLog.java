package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Reach;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The log of a restore: into the cluster for the replay, and out of it afterwards. Confined to one thread. */
final class StagedLog {

    private final ClusterFolder folder;
    private final ServerAccount account;

    StagedLog(ClusterFolder folder, ServerAccount account) {
        this.folder = folder;
        this.account = account;
    }

    /** Puts what is staged where the server finds it, except what a kill left behind the end that counts. */
    void place(Reach reach) throws EngineException, IOException {
        if (!Files.isDirectory(folder.stagedLog())) {
            return;
        }
        WalSegments segments = segments();
        try (OpenFolder staged = OpenFolder.of(folder.stagedLog());
                OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            staged.names(name -> {
                if (counts(name.toString(), segments, reach)) {
                    staged.move(name, wal);
                    wal.own(name, account);
                }
            });
        }
        Folders.sync(folder.walFolder());
        Folders.delete(folder.stagedLog());
    }

    private static boolean counts(String name, WalSegments segments, Reach reach) {
        return !(reach instanceof EndOfLog end)
                || name.length() != WalSegments.NAME_LENGTH
                || segments.startOf(segments.number(name)) < end.position().longValue();
    }

    /**
     * Takes the log of the timelines that were left out of the cluster: nothing reads it there.
     *
     * @param from the log from there on is kept beside the cluster, up to the fork; empty: none is
     * @return whether all of that was there
     */
    boolean keepBefore(long fork, Optional<Long> from) throws EngineException, IOException {
        WalSegments segments = segments();
        int timeline = ControlFile.read(folder.dataDirectory()).timeline();
        Set<String> kept = new HashSet<>();
        if (from.isPresent()) {
            LogTimelines timelines = LogTimelines.of(folder, timeline, segments);
            for (long number = segments.numberOf(from.get()); number < segments.numberOf(fork); number++) {
                kept.add(timelines.nameOf(number));
            }
        }
        boolean all;
        try (OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            all = from.isPresent() && keep(kept, wal, segments.segmentBytes());
            wal.names(file -> {
                String name = file.toString();
                if (name.length() == WalSegments.NAME_LENGTH && segments.timeline(name) != timeline) {
                    wal.delete(file);
                }
            });
        }
        if (!all) {
            Folders.delete(folder.keptLog());
        }
        return all;
    }

    /** Some may be kept already: an interruption came in between. */
    private boolean keep(Set<String> names, OpenFolder wal, int segmentBytes) throws IOException {
        Path place = folder.keptLog();
        if (!Files.isDirectory(place)) {
            account.createFolder(place);
        }
        boolean all = true;
        try (OpenFolder kept = OpenFolder.of(place)) {
            kept.names(name -> {
                if (!names.contains(name.toString())) {
                    kept.delete(name);
                }
            });
            for (String name : names) {
                if (Files.exists(folder.walFolder().resolve(name))) {
                    wal.move(Path.of(name), kept);
                }
                all &= Files.exists(place.resolve(name)) && Files.size(place.resolve(name)) == segmentBytes;
            }
        }
        Folders.sync(place);
        Folders.syncOne(folder.walFolder());
        return all;
    }

    private WalSegments segments() throws EngineException, IOException {
        return new WalSegments(ControlFile.read(folder.dataDirectory()).walSegmentBytes());
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Reach;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The log of a restore: into the cluster for the replay, and out of it afterwards. Confined to one thread. */
final class StagedLog {

    private final ClusterFolder folder;
    private final ServerAccount account;
    private final Path wal;

    StagedLog(ClusterFolder folder, ServerAccount account) {
        this.folder = folder;
        this.account = account;
        this.wal = folder.dataDirectory().resolve(ClusterFolder.WAL_DIRECTORY);
    }

    /** Puts what is staged where the server finds it, except what a kill left behind the end that counts. */
    void place(Reach reach) throws EngineException, IOException {
        if (!Files.isDirectory(folder.stagedLog())) {
            return;
        }
        WalSegments segments = segments();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.stagedLog())) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!(reach instanceof EndOfLog end)
                        || name.length() != WalSegments.NAME_LENGTH
                        || segments.startOf(segments.number(name))
                                < end.position().longValue()) {
                    Files.move(file, wal.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                    account.own(wal.resolve(name));
                }
            }
        }
        Folders.sync(wal);
        Folders.delete(folder.stagedLog());
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
        boolean all = from.isPresent() && keep(kept);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(wal)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.length() == WalSegments.NAME_LENGTH && segments.timeline(name) != timeline) {
                    Files.delete(file);
                }
            }
        }
        if (!all) {
            Folders.delete(folder.keptLog());
        }
        return all;
    }

    /** Some may be kept already: an interruption came in between. */
    private boolean keep(Set<String> names) throws IOException {
        Path place = folder.keptLog();
        if (!Files.isDirectory(place)) {
            account.createFolder(place);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(place)) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
        boolean all = true;
        for (String name : names) {
            if (Files.exists(wal.resolve(name))) {
                Files.move(wal.resolve(name), place.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
            all &= Files.exists(place.resolve(name));
        }
        Folders.sync(place);
        Folders.syncOne(wal);
        return all;
    }

    private WalSegments segments() throws EngineException, IOException {
        return new WalSegments(ControlFile.read(folder.dataDirectory()).walSegmentBytes());
    }
}

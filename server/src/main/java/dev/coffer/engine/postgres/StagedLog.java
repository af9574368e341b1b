package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.RecoveryOrder.EndOfLog;
import dev.coffer.engine.RecoveryOrder.Reach;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

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
        boolean all = from.isPresent();
        Folders.delete(folder.keptLog());
        if (from.isPresent()) {
            account.createFolder(folder.keptLog());
            LogTimelines timelines = LogTimelines.of(folder, timeline, segments);
            for (long number = segments.numberOf(from.get()); number < segments.numberOf(fork); number++) {
                String name = timelines.nameOf(number);
                if (Files.exists(wal.resolve(name))) {
                    Files.move(wal.resolve(name), folder.keptLog().resolve(name));
                } else {
                    all = false;
                }
            }
        }
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

    private WalSegments segments() throws EngineException, IOException {
        return new WalSegments(ControlFile.read(folder.dataDirectory()).walSegmentBytes());
    }
}

package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.Cancellation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes one data directory of a full that was laid down and never started, and of the differential that lies beside it:
 * what the differential does not have goes, its changed blocks are put in their places, its whole files take the place
 * of the full's. That changes the full's files and costs what changed, not what the database has. Killed in between, it
 * can be run again, and a server must not start meanwhile. It works by path: a home in which no server has started is
 * closed to everybody else ({@link ClusterFolder#createRoot}). Confined to one thread.
 */
final class Combination {

    static final String LABEL = "backup_label";

    /** The server refuses to start while one of these is there. */
    private static final String INCREMENTAL_LINE = "INCREMENTAL FROM ";

    private static final String CLEARED = "cleared";

    private final Path target;
    private final Path differential;
    private final ServerAccount account;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[FileLayer.BLOCK_BYTES];

    /**
     * @param target the data directory that the full was laid down in
     * @param differential the folder whose data directory is the differential's; it may lie in the target
     */
    Combination(Path target, Path differential, ServerAccount account, Cancellation cancellation) {
        this.target = target;
        this.differential = differential;
        this.account = account;
        this.cancellation = cancellation;
    }

    /** In a database's home; does nothing when no differential lies there. */
    static void in(ClusterFolder folder, ServerAccount account, Cancellation cancellation)
            throws EngineException, IOException {
        Path differential = folder.differential();
        if (!Files.isDirectory(differential, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        new Combination(folder.dataDirectory(), differential, account, cancellation).run();
        try (DirectoryStream<Path> aside = Files.newDirectoryStream(differential, "*" + PayloadUnpacker.ASIDE)) {
            for (Path file : aside) {
                Files.move(file, folder.root().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Folders.delete(differential);
    }

    /** What is left of the differential's folder afterwards is for the caller to remove. */
    void run() throws EngineException, IOException {
        CutRelations cut = CutRelations.read(differential);
        // Whole files leave the differential's folder further down; to whoever starts anew they would look gone.
        Path cleared = differential.resolve(CLEARED);
        if (!Files.exists(cleared)) {
            clear();
            Files.writeString(cleared, "");
        }
        completeLabel();
        bringOver(cut);
    }

    private Path source() {
        return differential.resolve(ClusterFolder.DATA_DIRECTORY);
    }

    /** Removes what was there at the full and is not any more. */
    private void clear() throws IOException {
        Path source = source();
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                if (Files.isDirectory(source.resolve(target.relativize(each)), LinkOption.NOFOLLOW_LINKS)) {
                    return FileVisitResult.CONTINUE;
                }
                if (!each.equals(differential)) {
                    Folders.delete(target, target.relativize(each));
                }
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                cancellation.check();
                String path = target.relativize(each).toString();
                if (!Files.exists(source.resolve(path), LinkOption.NOFOLLOW_LINKS)
                        && !Files.exists(source.resolve(IncrementalFile.pathOf(path)), LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(each);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Makes of the differential's label one that a server takes. */
    private void completeLabel() throws IOException {
        Path label = source().resolve(LABEL);
        if (Files.exists(label, LinkOption.NOFOLLOW_LINKS)) {
            List<String> lines = Files.readAllLines(label);
            Files.writeString(
                    label,
                    lines.stream()
                            .filter(line -> !line.startsWith(INCREMENTAL_LINE))
                            .map(line -> line + "\n")
                            .collect(Collectors.joining()),
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    private void bringOver(CutRelations cut) throws EngineException, IOException {
        Path source = source();
        try (Stream<Path> walk = Files.walk(source)) {
            for (Iterator<Path> entries = walk.iterator(); entries.hasNext(); ) {
                cancellation.check();
                Path each = entries.next();
                bringOver(each, source.relativize(each).toString(), cut);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void bringOver(Path each, String path, CutRelations cut) throws EngineException, IOException {
        Path place = target.resolve(path);
        if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
            if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
                account.createFolder(place);
            }
        } else if (IncrementalFile.isOne(path)) {
            apply(each, path, cut);
        } else {
            Files.move(each, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void apply(Path each, String path, CutRelations cut) throws EngineException, IOException {
        String relation = IncrementalFile.relationFile(path);
        Path place = target.resolve(relation);
        Optional<String> main = RelationFile.mainOfMap(relation);
        if (main.isPresent() && isChanged(main.get())) {
            Files.deleteIfExists(place);
            return;
        }
        try (InputStream content = new BufferedInputStream(Files.newInputStream(each));
                FileChannel file =
                        FileChannel.open(place, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            IncrementalFile.read(content, path).applyTo(file, content, buffer, cut.mostOfFull(relation));
        } catch (NoSuchFileException e) {
            throw new EngineException(Kind.DAMAGED, "The full backup lacks " + place, e);
        }
    }

    /**
     * Whether any page of a relation changed since the full. Then its visibility map is not to be put together: the log
     * does not name the pages of a map whose bits were cleared, so the full's would call pages visible that are not. A
     * server does without a map, and VACUUM makes it anew.
     */
    private boolean isChanged(String main) throws IOException {
        String file = main;
        for (int segment = 1; Files.exists(target.resolve(file), LinkOption.NOFOLLOW_LINKS); segment++) {
            Path part = source().resolve(IncrementalFile.pathOf(file));
            if (!Files.exists(part, LinkOption.NOFOLLOW_LINKS) || Files.size(part) > IncrementalFile.EMPTY_BYTES) {
                return true;
            }
            file = main + "." + segment;
        }
        return false;
    }
}

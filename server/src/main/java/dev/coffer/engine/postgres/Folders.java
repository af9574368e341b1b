package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Whole folders: copied, made durable, removed. Links are never followed. */
final class Folders {

    /** Concurrent syncs share the journal's commits, so many small files cost a few of them instead of one each. */
    private static final int SYNC_THREADS = 16;

    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");

    /** The server runs as another user than root and must reach what root's umask would close. */
    static final Set<PosixFilePermission> OPEN_FOLDER_MODE = PosixFilePermissions.fromString("rwxr-xr-x");

    private Folders() {}

    /**
     * Makes a folder and its missing parents, open to all for reading whatever the umask says. Those that exist stay as
     * they are.
     */
    static void createOpen(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        createOpen(PostgresBinaries.parentOf(folder));
        try {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, OPEN_FOLDER_MODE);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Opens a folder and all folders below for reading. */
    static void open(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(each, OPEN_FOLDER_MODE);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Copies plain files and folders to a new folder that belongs to the account, modes 0700 and 0600. */
    static void copy(Path source, Path target, ServerAccount owner) throws IOException {
        owner.createFolder(target);
        copyInto(source, target, owner);
    }

    /** Copies plain files and folders into an empty folder of the account. */
    static void copyInto(Path source, Path target, ServerAccount owner) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(source)) {
                    owner.createFolder(target.resolve(source.relativize(folder)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path copy = target.resolve(source.relativize(file));
                try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                        FileChannel to = FileChannel.open(
                                copy,
                                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                                PosixFilePermissions.asFileAttribute(FILE_MODE))) {
                    long position = 0;
                    while (position < attributes.size()) {
                        position += from.transferTo(position, attributes.size() - position, to);
                    }
                }
                owner.own(copy);
                return FileVisitResult.CONTINUE;
            }
        });
        Files.setPosixFilePermissions(target, FOLDER_MODE);
    }

    /** Makes every file and folder below, and the folder itself, durable. */
    static void sync(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    paths.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                paths.add(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        syncAll(paths);
    }

    private static void syncAll(List<Path> paths) throws IOException {
        List<Callable<Path>> tasks = new ArrayList<>();
        for (Path path : paths) {
            tasks.add(() -> {
                syncOne(path);
                return path;
            });
        }
        ExecutorService workers = Executors.newFixedThreadPool(SYNC_THREADS);
        try {
            for (Future<Path> task : workers.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while making files durable", e);
        } catch (ExecutionException e) {
            throw new IOException("Cannot make files durable: " + e.getCause(), e);
        } finally {
            workers.shutdown();
        }
    }

    /** Makes one file, or the entries of one folder, durable. */
    static void syncOne(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes the folder and all below it. No error when nothing is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null && !(failure instanceof NoSuchFileException)) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Removes what a failed piece of work left; a failure to do so is added to the one that counts. */
    static void deleteAfter(Path folder, Throwable failure) {
        try {
            delete(folder);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Sum of the sizes of all plain files below; files that vanish meanwhile do not count. */
    static long bytesBelow(Path folder) throws IOException {
        long[] sum = new long[1];
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    sum[0] += attributes.isRegularFile() ? attributes.size() : 0;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw new UncheckedIOException(failure);
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return sum[0];
    }
}

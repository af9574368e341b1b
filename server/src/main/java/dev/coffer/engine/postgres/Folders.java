package dev.coffer.engine.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whole folders: copied, made durable, removed. Links are never followed. */
final class Folders {

    /** Concurrent syncs share the journal's commits, so many small files cost a few of them instead of one each. */
    private static final int SYNC_THREADS = 16;

    /** Files that wait to be synced; more would take memory and bring nothing. */
    private static final int MOST_WAITING = 1024;

    private static final int COPY_BYTES = 1 << 20;

    /** Nobody else comes near what is made in it. */
    static final FileAttribute<Set<PosixFilePermission>> OWN_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

    /**
     * Copies plain files and folders to a new folder that belongs to the account, modes 0700 and 0600. The account gets
     * the new folder last: until then nobody else comes near what is made in it. Links are refused.
     */
    static void copy(Path source, Path target, ServerAccount owner) throws IOException {
        Files.createDirectory(target, OWN_FOLDER);
        copyInto(source, target, owner);
    }

    /** Copies as {@link #copy} does, to an empty folder of this process's own that nobody else enters. */
    static void copyInto(Path source, Path target, ServerAccount owner) throws IOException {
        copyInto(source, target, owner, new Choice(Set.of(), () -> {}));
    }

    /**
     * What is copied.
     *
     * @param without names in the topmost folder that are passed over, links too
     * @param goOn asked before each entry; what it throws ends the copying
     */
    record Choice(Set<Path> without, Runnable goOn) {
        private Choice below() {
            return new Choice(Set.of(), goOn);
        }
    }

    /** Copies what is chosen as {@link #copy} does, to a folder of this process's own that nobody else enters. */
    static void copyInto(Path source, Path target, ServerAccount owner, Choice choice) throws IOException {
        try (OpenFolder from = OpenFolder.of(source)) {
            new Copying(owner, ByteBuffer.allocateDirect(COPY_BYTES)).into(target, from, choice);
        }
        owner.own(target);
    }

    /** @param owner of the copies */
    private record Copying(ServerAccount owner, ByteBuffer buffer) {

        void into(Path target, OpenFolder source, Choice choice) throws IOException {
            source.names(name -> {
                choice.goOn().run();
                if (!choice.without().contains(name)) {
                    one(name, source, target.resolve(name), choice);
                }
            });
        }

        private void one(Path name, OpenFolder source, Path copy, Choice choice) throws IOException {
            BasicFileAttributes attributes = source.attributes(name);
            if (attributes.isDirectory()) {
                owner.createFolder(copy);
                try (OpenFolder inner = source.folder(name)) {
                    into(copy, inner, choice.below());
                }
            } else if (attributes.isRegularFile()) {
                try (FileChannel from = source.file(name, StandardOpenOption.READ)) {
                    copyFile(from, copy, buffer);
                }
                owner.own(copy);
            } else {
                throw new IOException(copy + " would be neither a file nor a folder");
            }
        }
    }

    private static void copyFile(FileChannel from, Path copy, ByteBuffer buffer) throws IOException {
        try (FileChannel to = FileChannel.open(
                copy,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(FILE_MODE))) {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        }
    }

    /** Makes every file and folder below, and the folder itself, durable. */
    static void sync(Path folder) throws IOException {
        AtomicReference<@Nullable IOException> failed = new AtomicReference<>();
        ThreadPoolExecutor workers = new ThreadPoolExecutor(
                SYNC_THREADS,
                SYNC_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                // What does not fit into the queue is done by whoever walks, who so waits for the others.
                new ThreadPoolExecutor.CallerRunsPolicy());
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        workers.execute(() -> syncOne(file, failed));
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    workers.execute(() -> syncOne(visited, failed));
                    return FileVisitResult.CONTINUE;
                }
            });
            workers.shutdown();
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // A disk takes its time.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while making files durable", e);
        } finally {
            workers.shutdownNow();
        }
        IOException failure = failed.get();
        if (failure != null) {
            throw new IOException("Cannot make files durable: " + failure, failure);
        }
    }

    /** Only the first failure counts. */
    private static void syncOne(Path path, AtomicReference<@Nullable IOException> failed) {
        try {
            syncOne(path);
        } catch (IOException e) {
            failed.compareAndSet(null, e);
        }
    }

    /** Makes one file, or the entries of one folder, durable. */
    static void syncOne(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes the folder, whose parents nobody else may change, and all below it. No error when nothing is there. */
    static void delete(Path folder) throws IOException {
        delete(PostgresBinaries.parentOf(folder.toAbsolutePath()), folder.getFileName());
    }

    /**
     * Removes a folder that lies in folders of the server's account, and all below it. No error when nothing is there.
     *
     * @param trusted has no parents that somebody else may change
     * @param way from there on, through folders that may be anybody's
     */
    static void delete(Path trusted, Path way) throws IOException {
        OpenFolder.delete(trusted, way);
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

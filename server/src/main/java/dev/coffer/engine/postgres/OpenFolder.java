package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A folder held open by its descriptor: what is done in it is done there, wherever its path leads meanwhile, and never
 * through a link. So the server's account, which may write in its folders, cannot lead this process, which may be root,
 * to other files by putting a link in a folder's place. Its entries can be listed once. Confined to one thread.
 */
final class OpenFolder implements AutoCloseable {

    /** A data directory has five levels; each takes two descriptors while it is open. */
    private static final int MOST_LEVELS = 100;

    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final SecureDirectoryStream<Path> stream;
    private final int level;

    private OpenFolder(Path path, DirectoryStream<Path> stream, int level) {
        if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
            throw new IllegalStateException("The file system of " + path + " does not open folders by descriptor");
        }
        this.path = path;
        this.stream = secure;
        this.level = level;
    }

    /** Opens a folder whose parents nobody else may change; itself it is not followed when it is a link. */
    static OpenFolder of(Path folder) throws IOException {
        Path parent = PostgresBinaries.parentOf(folder.toAbsolutePath());
        try (DirectoryStream<Path> followed = Files.newDirectoryStream(parent)) {
            return new OpenFolder(parent, followed, 0).folder(folder.getFileName());
        }
    }

    /** Takes the name of an entry. */
    @FunctionalInterface
    interface NameTaker {
        void take(Path name) throws IOException;
    }

    void names(NameTaker taker) throws IOException {
        try {
            for (Iterator<Path> entries = stream.iterator(); entries.hasNext(); ) {
                taker.take(entries.next().getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    BasicFileAttributes attributes(Path name) throws IOException {
        return stream.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }

    OpenFolder folder(Path name) throws IOException {
        Path inner = path.resolve(name);
        if (level == MOST_LEVELS) {
            throw new IOException("The folder " + inner + " lies too deep");
        }
        return new OpenFolder(inner, stream.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS), level + 1);
    }

    /** Opens an entry that is no link; a new file has mode 0600. */
    FileChannel file(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(List.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        SeekableByteChannel channel = stream.newByteChannel(name, all, PosixFilePermissions.asFileAttribute(FILE_MODE));
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IllegalStateException("The file system of " + path + " opens no files in folders");
    }

    /**
     * Opens a file in a folder whose parents nobody else may change, through folders that may be anybody's.
     *
     * @throws java.nio.file.NoSuchFileException when it, or a folder on the way, is not there
     */
    static FileChannel file(Path trusted, Path way, OpenOption... options) throws IOException {
        try (OpenFolder folder = of(trusted)) {
            return folder.fileAt(way, options);
        }
    }

    private FileChannel fileAt(Path way, OpenOption... options) throws IOException {
        if (way.getNameCount() == 1) {
            return file(way, options);
        }
        try (OpenFolder next = folder(way.getName(0))) {
            return next.fileAt(way.subpath(1, way.getNameCount()), options);
        }
    }

    /** All of a file. */
    byte[] bytes(Path name, int mostBytes) throws IOException {
        try (FileChannel channel = file(name, StandardOpenOption.READ)) {
            if (channel.size() > mostBytes) {
                throw new IOException("The file " + path.resolve(name) + " is longer than " + mostBytes + " bytes");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            int count = 0;
            while (count >= 0 && content.hasRemaining()) {
                count = channel.read(content);
            }
            return Arrays.copyOf(content.array(), content.position());
        }
    }

    /** Makes the server the owner of an entry that is no link. */
    void own(Path name, ServerAccount account) throws IOException {
        account.own(stream.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Moves a file, to another disk too; one of that name there is replaced. On another disk it is durable before it
     * goes here; otherwise syncing both folders is the caller's.
     */
    void move(Path name, OpenFolder target) throws IOException {
        try {
            stream.move(name, target.stream, name);
        } catch (AtomicMoveNotSupportedException otherDisk) {
            target.delete(name);
            try (FileChannel from = file(name, StandardOpenOption.READ);
                    FileChannel to = target.file(name, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
                long size = from.size();
                for (long at = 0; at < size; ) {
                    at += from.transferTo(at, size - at, to);
                }
                to.force(true);
            }
            Folders.syncOne(target.path);
            stream.deleteFile(name);
        }
    }

    /** Removes an entry and all below it. No error when nothing is there. */
    void delete(Path name) throws IOException {
        try {
            if (attributes(name).isDirectory()) {
                try (OpenFolder inner = folder(name)) {
                    inner.names(inner::delete);
                }
                stream.deleteDirectory(name);
            } else {
                stream.deleteFile(name);
            }
        } catch (NoSuchFileException e) {
            // Somebody else was faster.
        }
    }

    /** Removes what lies at the end of a way through folders, and all below it. No error when nothing is there. */
    static void delete(Path trusted, Path way) throws IOException {
        try (DirectoryStream<Path> followed = Files.newDirectoryStream(trusted)) {
            new OpenFolder(trusted, followed, 0).deleteAt(way);
        } catch (NoSuchFileException e) {
            // It is not there.
        }
    }

    private void deleteAt(Path way) throws IOException {
        if (way.getNameCount() == 1) {
            delete(way);
        } else {
            try (OpenFolder next = folder(way.getName(0))) {
                next.deleteAt(way.subpath(1, way.getNameCount()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}

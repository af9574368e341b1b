package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Set;

/**
 * A folder held open by its descriptor: what is done in it is done there, wherever its path leads meanwhile, and never
 * through a link. So the server's account, which may write in its folders, cannot lead this process, which may be root,
 * to other files by putting a link in a folder's place. Its entries can be listed once. Confined to one thread.
 */
final class OpenFolder implements AutoCloseable {

    /** A data directory has five levels; each takes two descriptors while it is open. */
    private static final int MOST_LEVELS = 100;

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

    SeekableByteChannel read(Path name) throws IOException {
        return stream.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
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

package dev.coffer.cli;

import dev.coffer.bytes.TarReader;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Lays a tar down in a folder that it has to itself. Nothing in the tar is trusted: entries are plain files and folders
 * with relative paths, private to the owner; a path that leaves the folder, a link, a device or a name that comes twice
 * ends it.
 */
final class TarUnpacker {

    /** The tar holds what a backup's payload never holds. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path root;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** @param root exists and is empty */
    TarUnpacker(Path root) {
        this.root = root;
    }

    /** Reads the stream to its end, also behind the tar. */
    void unpack(InputStream tar) throws IOException {
        TarReader entries = new TarReader(tar);
        for (Optional<TarReader.Entry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
            Path target = target(entry.get().path());
            if (entry.get().isFolder()) {
                folder(target);
            } else if (entry.get().isFile()) {
                file(target, entries);
            } else {
                throw new Refused("'" + PlainText.of(entry.get().path()) + "' is neither a file nor a folder.");
            }
        }
        tar.transferTo(OutputStream.nullOutputStream());
    }

    private Path target(String name) throws Refused {
        if (name.startsWith("/") || name.endsWith("/") || name.indexOf('\0') >= 0) {
            throw new Refused("'" + PlainText.of(name) + "' is no relative path.");
        }
        for (String part : name.split("/")) {
            if (part.equals("..")) {
                throw new Refused("'" + PlainText.of(name) + "' leaves the folder.");
            }
        }
        return root.resolve(name).normalize();
    }

    /** Folders are ours from the first to the last, so none of them is a link. */
    private void folder(Path target) throws IOException {
        if (target.equals(root) || Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        folder(parentOf(target));
        Files.createDirectory(target, PrivateModes.FOLDER);
    }

    private void file(Path target, TarReader content) throws IOException {
        if (target.equals(root)) {
            throw new Refused("A file has no name.");
        }
        folder(parentOf(target));
        try {
            Files.createFile(target, PrivateModes.FILE);
        } catch (FileAlreadyExistsException e) {
            throw new Refused("'" + PlainText.of(root.relativize(target).toString()) + "' comes twice.");
        }
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            for (int count = content.read(buffer, buffer.length); count > 0; ) {
                out.write(buffer, 0, count);
                count = content.read(buffer, buffer.length);
            }
        }
    }

    private Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }
}

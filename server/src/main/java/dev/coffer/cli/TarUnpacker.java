package dev.coffer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

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

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;

    /** @param root exists and is empty */
    TarUnpacker(Path root) {
        this.root = root;
    }

    /** Reads the stream to its end, also behind the tar. */
    void unpack(InputStream tar) throws IOException {
        TarArchiveInputStream entries = new TarArchiveInputStream(tar);
        TarArchiveEntry entry = entries.getNextEntry();
        while (entry != null) {
            Path target = target(entry);
            if (entry.isDirectory()) {
                folder(target);
            } else if (isPlain(entry)) {
                file(target, entries);
            } else {
                throw new Refused("'" + PlainText.of(entry.getName()) + "' is neither a file nor a folder.");
            }
            entry = entries.getNextEntry();
        }
        tar.transferTo(OutputStream.nullOutputStream());
    }

    /** By the type byte itself: isFile holds whatever has no slash at its end for a file, devices too. */
    private static boolean isPlain(TarArchiveEntry entry) {
        byte type = entry.getLinkFlag();
        return (type == TarConstants.LF_NORMAL || type == TarConstants.LF_OLDNORM) && !entry.isSparse();
    }

    private Path target(TarArchiveEntry entry) throws Refused {
        String name = entry.getName();
        if (name.startsWith("/") || name.indexOf('\0') >= 0) {
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
        Files.createDirectory(target, PRIVATE_FOLDER);
    }

    private void file(Path target, InputStream content) throws IOException {
        if (target.equals(root)) {
            throw new Refused("A file has no name.");
        }
        folder(parentOf(target));
        try {
            Files.createFile(target, PRIVATE_FILE);
        } catch (FileAlreadyExistsException e) {
            throw new Refused("'" + PlainText.of(root.relativize(target).toString()) + "' comes twice.");
        }
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
    }

    private Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? root : parent;
    }
}

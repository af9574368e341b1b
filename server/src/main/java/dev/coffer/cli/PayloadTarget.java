package dev.coffer.cli;

import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an unsealed payload goes: a folder or a .tar file, new and private to its owner. It is written under a hidden
 * name beside its own and gets its own at the end, so that a half is never taken for the whole, not even after a kill;
 * what was written before a failure is removed.
 */
final class PayloadTarget {

    private final Path target;
    private final Path unfinished;

    PayloadTarget(Path target) {
        this.target = target.toAbsolutePath().normalize();
        this.unfinished = this.target.resolveSibling(
                "." + this.target.getFileName() + "." + ProcessHandle.current().pid() + ".unfinished");
    }

    /** Reads the payload to its end. Something that is there already is not touched and is an error. */
    void write(InputStream payload) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try {
            if (String.valueOf(target.getFileName()).endsWith(".tar")) {
                writeTar(payload);
            } else {
                Files.createDirectory(unfinished, PrivateModes.FOLDER);
                new TarUnpacker(unfinished).unpack(payload);
                Files.move(unfinished, target);
            }
        } catch (IOException | RuntimeException e) {
            remove();
            throw e;
        }
    }

    private void writeTar(InputStream payload) throws IOException {
        Files.createFile(unfinished, PrivateModes.FILE);
        try (OutputStream out = Files.newOutputStream(unfinished, StandardOpenOption.WRITE)) {
            payload.transferTo(out);
        }
        // A link, unlike a rename, refuses a name that was taken meanwhile.
        Files.createLink(target, unfinished);
        Files.delete(unfinished);
    }

    private void remove() throws IOException {
        if (!Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> written;
        try (Stream<Path> files = Files.walk(unfinished)) {
            written = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : written) {
            Files.delete(file);
        }
    }
}

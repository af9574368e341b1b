package dev.coffer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where an unsealed payload goes: a folder or a .tar file, new and private to its owner. What was written before a
 * failure is removed, so that a half is never taken for the whole.
 */
final class PayloadTarget {

    private final Path target;

    PayloadTarget(Path target) {
        this.target = target.toAbsolutePath().normalize();
    }

    /** Reads the payload to its end. Something that is there already is not touched and is an error. */
    void write(InputStream payload) throws IOException {
        if (target.getFileName() != null && target.getFileName().toString().endsWith(".tar")) {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                payload.transferTo(out);
            } catch (IOException | RuntimeException e) {
                remove();
                throw e;
            }
            return;
        }
        Files.createDirectory(
                target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            new TarUnpacker(target).unpack(payload);
        } catch (IOException | RuntimeException e) {
            remove();
            throw e;
        }
    }

    private void remove() throws IOException {
        List<Path> written;
        try (Stream<Path> files = Files.walk(target)) {
            written = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : written) {
            Files.delete(file);
        }
    }
}

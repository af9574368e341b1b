package dev.coffer.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The numbers this process runs under. */
final class Ids {

    private Ids() {}

    /** @param attribute {@code unix:uid} or {@code unix:gid} */
    static int of(String attribute) {
        try {
            return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

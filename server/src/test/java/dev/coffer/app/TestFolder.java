package dev.coffer.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A temporary folder for extensions, which {@code @TempDir} does not serve. */
final class TestFolder {

    private @Nullable Path path;

    Path path() {
        try {
            if (path == null) {
                path = Files.createTempDirectory("coffer-test");
            }
            return path;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void delete() throws IOException {
        if (path == null) {
            return;
        }
        try (Stream<Path> entries = Files.walk(path)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
        path = null;
    }
}

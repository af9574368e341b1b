package dev.coffer.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureTextTest {

    @TempDir
    private Path folder;

    @Test
    void whatJavaThrowsAboutFilesBecomesAPhrase() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "x");
        Path missing = folder.resolve("b");
        assertSays(() -> Files.size(missing), "'" + missing + "' does not exist");
        assertSays(() -> Files.createFile(file), "'" + file + "' exists already");
        assertSays(
                () -> {
                    try (Stream<Path> inside = Files.list(file)) {
                        assertThat(inside).isEmpty();
                    }
                },
                "'" + file + "' is not a folder");
        assertSays(() -> Files.delete(folder), "'" + folder + "' is not empty");
        assertSays(() -> Files.newInputStream(folder.resolve("c".repeat(256))).close(), "cannot be used (");
        assertThat(FailureText.of(new AccessDeniedException("/x/y")))
                .isEqualTo("'/x/y' may not be accessed by this user");
        assertThat(FailureText.of(new IOException("Broken pipe"))).isEqualTo("Broken pipe");
        assertThat(FailureText.of(new IOException())).isEqualTo("IOException");
    }

    private static void assertSays(ThrowingCallable call, String phrase) {
        assertThat(FailureText.of(catchThrowable(call))).contains(phrase).doesNotContain("java.nio");
    }
}

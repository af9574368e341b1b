package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temporary;

    @Test
    void oneInstanceOwnsIt() throws Exception {
        Path root = temporary.resolve("data");
        try (DataFolder first = DataFolder.take(root)) {
            assertThatThrownBy(() -> DataFolder.take(root))
                    .isInstanceOf(InstanceInUse.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--data");
            assertThatThrownBy(() -> DataFolder.take(root))
                    .as("the first refusal must not have let go of the lock")
                    .isInstanceOf(InstanceInUse.class);
            assertThat(first.databases()).isDirectory();
        }
        DataFolder.take(root).close();
    }

    @Test
    void nobodyElseReadsIt() throws Exception {
        Path root = temporary.resolve("a/b/data");
        try (DataFolder folder = DataFolder.take(root)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.databases())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFolderOfSomebodyElseIsRefusedAndLeftAsItWas() throws Exception {
        for (String foreign : List.of("thesis.txt", ".git/config", "log/app.log", "master/database.md")) {
            Path root = Files.createTempDirectory(temporary, "foreign");
            Path file = root.resolve(foreign);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "theirs");
            assertThatThrownBy(() -> DataFolder.take(root))
                    .isInstanceOf(InstanceFailure.class)
                    .hasMessageContainingAll(root.toString(), "is not Coffer's", "--data");
            try (Stream<Path> files = Files.walk(root)) {
                assertThat(files.filter(Files::isRegularFile)).containsExactly(file);
            }
            try (Stream<Path> entries = Files.list(root)) {
                assertThat(entries).hasSize(1);
            }
        }
    }

    @Test
    void whatAKilledFirstStartOrARestoredCopyLeavesIsOurs() throws Exception {
        for (String ours : List.of("instance.lock", "log/coffer.log", "master/database.id", "lost+found/#12")) {
            Path root = Files.createTempDirectory(temporary, "ours");
            Files.createDirectories(root.resolve(ours).getParent());
            Files.writeString(root.resolve(ours), "");
            DataFolder.take(root).close();
        }
    }

    @Test
    @Timeout(60)
    void anotherProcessIsNamedAndItsKillGivesTheFolderBack() throws Exception {
        Path root = temporary.resolve("data");
        Process other = startOwner(root);
        try {
            assertThatThrownBy(() -> DataFolder.take(root))
                    .isInstanceOf(InstanceInUse.class)
                    .hasMessageContaining("process " + other.pid());
        } finally {
            other.destroyForcibly().waitFor();
        }
        DataFolder.take(root).close();
    }

    /** Takes a folder and keeps it until killed: {@link #anotherProcessIsNamedAndItsKillGivesTheFolderBack}. */
    public static void main(String[] arguments) throws Exception {
        DataFolder folder = DataFolder.take(Path.of(arguments[0]));
        System.out.println("owns " + folder.root());
        System.in.read();
    }

    private static Process startOwner(Path root) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DataFolderTest.class.getName(),
                        root.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).isEqualTo("owns " + root);
        return process;
    }
}

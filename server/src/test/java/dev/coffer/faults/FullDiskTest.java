package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backup to and restore onto a disk that is too small. Only root can mount one. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskTest {

    private static final int BALLAST_MEGABYTES = 24;
    private static final long DISK_MEGABYTES = 16;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @TempDir
    private Path folder;

    private Path disk = Path.of("/");
    private boolean mounted;

    @BeforeEach
    void mountDisk() throws Exception {
        Assumptions.assumeTrue(
                (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0,
                "Not root: a small disk cannot be mounted, so full disks are not tested");
        disk = Files.createDirectory(folder.resolve("disk"));
        int code = new ProcessBuilder(
                        "mount", "-t", "tmpfs", "-o", "size=" + DISK_MEGABYTES + "m", "tmpfs", disk.toString())
                .inheritIO()
                .start()
                .waitFor();
        Assumptions.assumeTrue(code == 0, "Nothing can be mounted here, so full disks are not tested");
        mounted = true;
        test.run("CREATE DATABASE bank", "BACKUP DATABASE bank TO DISK = '" + folder.resolve("probe.bak") + "'");
        Bank.fill(Bank.folder(test.dataFolder(), "bank"), BALLAST_MEGABYTES);
        test.run("BACKUP DATABASE bank TO DISK = '" + folder.resolve("bank.bak") + "' WITH FORMAT");
    }

    @AfterEach
    void unmountDisk() throws Exception {
        test.stop();
        if (mounted) {
            assertThat(new ProcessBuilder("umount", disk.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
    }

    @Test
    void aBackupThatDoesNotFitLeavesNoFile() throws Exception {
        try (Session session = test.instance().newSession()) {
            for (String options : List.of("", " WITH COMPRESSION", " WITH COMPRESSION, FORMAT")) {
                Answers answers = TestInstance.run(
                        session, "BACKUP DATABASE bank TO DISK = '" + disk.resolve("bank.bak") + "'" + options);
                assertThat(answers.errorNumbers()).as(answers.texts()).containsExactly(3202, 3013);
                assertThat(answers.texts()).contains("112(There is not enough space on the disk.)");
                assertThat(names(disk)).isEmpty();
            }
        }
        test.run("BACKUP DATABASE bank TO DISK = '" + folder.resolve("after.bak") + "'");
    }

    @Test
    void anAppendThatDoesNotFitLeavesTheSetsThatWereThere() throws Exception {
        Path file = disk.resolve("small.bak");
        test.run("CREATE DATABASE small", "BACKUP DATABASE small TO DISK = '" + file + "' WITH COMPRESSION");
        byte[] before = Files.readAllBytes(file);
        try (Session session = test.instance().newSession()) {
            Answers answers =
                    TestInstance.run(session, "BACKUP DATABASE bank TO DISK = '" + file + "' WITH COMPRESSION");
            assertThat(answers.errorNumbers()).as(answers.texts()).containsExactly(3202, 3013);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(names(disk)).containsExactly("small.bak");
        test.run("RESTORE VERIFYONLY FROM DISK = '" + file + "'");
    }

    @Test
    void aRestoreThatDoesNotFitIsRefusedBeforeAnythingIsTouched() throws Exception {
        try (Session session = test.instance().newSession()) {
            Answers answers = TestInstance.run(
                    session,
                    "RESTORE DATABASE copy FROM DISK = '" + folder.resolve("bank.bak") + "' WITH MOVE 'bank' TO '"
                            + disk.resolve("copy") + "'");
            assertThat(answers.errorNumbers())
                    .as(answers.texts())
                    .contains(3257)
                    .endsWith(3013);
        }
        assertThat(names(disk)).isEmpty();
        assertThat(names(test.dataFolder().resolve("db"))).hasSize(1);
        Bank.requireWhole(Bank.folder(test.dataFolder(), "bank"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}

package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.LiveCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on {@code coffer sql} while it backs up. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InterruptTest {

    private static final int BALLAST_MEGABYTES = 64;
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void onceCancelsTheStatementAndTheScriptTwiceEndsTheProgram() throws Exception {
        try (CofferProcess coffer = start()) {
            coffer.done("CREATE DATABASE bank\nGO\nBACKUP DATABASE bank TO DISK = '" + file("probe") + "'");
            Bank.fill(Bank.folder(data(), "bank"), BALLAST_MEGABYTES);
            beginBackup(coffer);
            coffer.interrupt();
            assertThat(coffer.exitCode()).isEqualTo(INTERRUPTED);
            assertThat(coffer.unreadText()).contains("Msg 3204, Level 16").contains("Msg 3013, Level 16");
        }
        requireCleanEnd();
        try (CofferProcess coffer = start()) {
            coffer.done("BACKUP DATABASE bank TO DISK = '" + file("probe") + "' WITH INIT");
            beginBackup(coffer);
            coffer.interrupt();
            coffer.interrupt();
            assertThat(coffer.exitCode()).isEqualTo(INTERRUPTED);
        }
        requireCleanEnd();
    }

    @Test
    void aTerminationCancelsTheBackupAndLogsIt() throws Exception {
        try (CofferProcess coffer = start()) {
            coffer.done("CREATE DATABASE bank\nGO\nBACKUP DATABASE bank TO DISK = '" + file("probe") + "'");
            Bank.fill(Bank.folder(data(), "bank"), BALLAST_MEGABYTES);
            beginBackup(coffer);
            coffer.terminate();
            assertThat(coffer.exitCode()).isEqualTo(TERMINATED);
        }
        requireCleanEnd();
        try (Stream<Path> logs = Files.list(data().resolve("log"))) {
            Path log = logs.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(log))
                    .contains("BACKUP failed to complete")
                    .doesNotContain("Incident");
        }
    }

    private static String backup(Path file) {
        return "BACKUP DATABASE bank TO DISK = '" + file + "' WITH STATS = 1";
    }

    /** Returns when it has begun to write. */
    private void beginBackup(CofferProcess coffer) throws InterruptedException {
        coffer.send(backup(file("cancelled")));
        assertThat(coffer.awaitLine(line -> line.endsWith("percent processed.")))
                .isPresent();
    }

    private void requireCleanEnd() throws Exception {
        assertThat(LiveCluster.processes(folder)).isEmpty();
        assertThat(data().resolve("instance.owner")).doesNotExist();
        try (Stream<Path> left = Files.list(folder.resolve("files"))) {
            assertThat(left).containsExactly(file("probe"));
        }
    }

    private CofferProcess start() throws Exception {
        Files.createDirectories(folder.resolve("files"));
        return CofferProcess.start(data(), folder.resolve("seal/instance.key"));
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Path file(String name) {
        return folder.resolve("files/" + name + ".bak");
    }
}

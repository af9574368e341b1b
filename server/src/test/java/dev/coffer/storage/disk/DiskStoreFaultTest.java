package dev.coffer.storage.disk;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.work.PrivateMounts;
import dev.coffer.work.Seeds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Killed writers, full disks, and writers in other processes. */
final class DiskStoreFaultTest {

    private static final int STEPS = 200;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path temporary;

    private Path ledger;
    private Path folder;
    private Path file;

    @BeforeEach
    void folders() throws IOException {
        ledger = temporary.resolve("ledger");
        folder = Files.createDirectory(temporary.resolve("backups"));
        file = folder.resolve("a.bak");
    }

    @Test
    void aKilledWriterLeavesTheOldFileAndItsRestsAreSwept() throws Exception {
        Random random = seeds.random();
        for (int round = 0; round < 4; round++) {
            Files.writeString(file, "old");
            killAfter("create", 1 + random.nextInt(STEPS));
            assertThat(file).hasContent("old");
            assertThat(names()).as("the killed writer's staged file").hasSize(3);

            DiskStore restarted = new DiskStore(ledger, List.of());
            assertThat(restarted.sweep()).hasSize(1);
            assertThat(names()).containsExactly("a.bak");
            assertThat(restarted.sweep()).isEmpty();
            try (StagedFile staged = restarted.create(location(), Existing.REPLACE)) {
                staged.commit();
            }
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void aKilledAppendKeepsWhatWasThereAndBlocksNobody() throws Exception {
        Files.writeString(file, "one set");
        killAfter("append", 1 + seeds.random().nextInt(STEPS));
        assertThat(Files.readAllBytes(file)).startsWith("one set".getBytes(StandardCharsets.UTF_8));
        DiskStore restarted = new DiskStore(ledger, List.of());
        assertThat(restarted.sweep()).isEmpty();
        try (var growing = restarted.append(location());
                StagedFile tail = growing.writeFrom(7)) {
            tail.commit();
        }
        assertThat(file).hasContent("one set");
        assertThat(names()).containsExactly("a.bak");
    }

    @Test
    void aWriterInAnotherProcessIsRespected() throws Exception {
        Process other = start(List.of(), "create", 1_000_000);
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("begun");
            DiskStore store = new DiskStore(ledger, List.of());
            assertKind(() -> store.create(location(), Existing.REPLACE), Kind.IN_USE);
            assertThat(store.sweep()).as("it is alive").isEmpty();
            assertThat(names()).hasSize(2);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void aFileSizeLimitFailsTheBackupAndLeavesNothing() throws Exception {
        // The limit counts in KiB, and spares a test without root a full disk.
        List<String> output = run(List.of("bash", "-c", "ulimit -f 1024; exec \"$@\"", "limit"), "create", STEPS);
        assertThat(output).contains("NO_SPACE", "end").doesNotContain("committed");
        assertThat(names()).isEmpty();
        assertThat(ledger).isEmptyDirectory();
    }

    @Test
    void aFullDiskFailsTheBackupAndLeavesNothing() throws Exception {
        try (PrivateMounts disk = PrivateMounts.smallDisk(folder, 2)) {
            Path seen = disk.seen(folder);
            assertThat(run(disk.inside(), "create", STEPS)).contains("NO_SPACE", "end");
            assertThat(names(seen)).isEmpty();
            Files.writeString(seen.resolve("a.bak"), "one set");
            assertThat(run(disk.inside(), "append", STEPS)).contains("NO_SPACE", "end");
            assertThat(seen.resolve("a.bak")).hasContent("one set");
            assertThat(names(seen)).containsExactly("a.bak");
        }
    }

    private void killAfter(String mode, int steps) throws Exception {
        Process writer = start(List.of(), mode, STEPS * 1000);
        try (BufferedReader output = writer.inputReader()) {
            for (String line = output.readLine(); !("step " + steps).equals(line); line = output.readLine()) {
                assertThat(line).as("what the writer says before step " + steps).isNotNull();
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private List<String> run(List<String> wrapper, String mode, int steps) throws Exception {
        Process writer = start(wrapper, mode, steps);
        try (BufferedReader output = writer.inputReader()) {
            List<String> lines = output.lines().toList();
            writer.waitFor();
            return lines;
        }
    }

    private Process start(List<String> wrapper, String mode, int steps) throws IOException {
        return DiskWriterProcess.start(wrapper, ledger, file, mode, steps);
    }

    private Location location() {
        return new Location(file.toString());
    }

    private List<String> names() throws IOException {
        return names(folder);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}

package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.work.PrivateMounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Backup to and restore onto a disk that is too small, by an instance that alone sees that disk. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskTest {

    private static final int BALLAST_MEGABYTES = 24;
    private static final int DISK_MEGABYTES = 16;

    @TempDir
    private Path folder;

    private Path data;
    private Path disk;
    private Path seenDisk;
    private PrivateMounts mounts;
    private CofferProcess coffer;

    @BeforeEach
    void startBesideASmallDisk() throws Exception {
        data = folder.resolve("data");
        // As root the server's account passes through to a log of its own.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        disk = Files.createDirectory(folder.resolve("disk"));
        mounts = PrivateMounts.smallDisk(disk, DISK_MEGABYTES);
        seenDisk = mounts.seen(disk);
        coffer = CofferProcess.start(mounts.inside(), data, folder.resolve("seal/instance.key"));
        coffer.done("CREATE DATABASE bank\nGO\nBACKUP DATABASE bank TO DISK = '" + folder.resolve("probe.bak") + "'");
        Bank.fill(Bank.folder(data, "bank"), BALLAST_MEGABYTES);
        coffer.done("BACKUP DATABASE bank TO DISK = '" + folder.resolve("bank.bak") + "' WITH FORMAT");
    }

    @AfterEach
    void stop() throws Exception {
        if (coffer != null) {
            coffer.close();
        }
        if (mounts != null) {
            mounts.close();
        }
    }

    @Test
    void aBackupThatDoesNotFitLeavesNoFile() throws Exception {
        for (String options : List.of("", " WITH COMPRESSION", " WITH COMPRESSION, FORMAT")) {
            String answers = coffer.run("BACKUP DATABASE bank TO DISK = '" + disk.resolve("bank.bak") + "'" + options);
            assertThat(CofferProcess.errorNumbers(answers)).as(answers).containsExactly(3202, 3013);
            assertThat(answers).contains("112(There is not enough space on the disk.)");
            assertThat(names(seenDisk)).isEmpty();
        }
        coffer.done("BACKUP DATABASE bank TO DISK = '" + folder.resolve("after.bak") + "'");
    }

    @Test
    void stripesAndMirrorsOfWhichOneDoesNotFitLeaveNoFile() throws Exception {
        String small = "DISK = '" + disk.resolve("two.bak") + "'";
        String roomy = "DISK = '" + folder.resolve("one.bak") + "'";
        for (String target : List.of(
                roomy + ", " + small + " WITH FORMAT", roomy + " MIRROR TO " + small + " WITH COMPRESSION, FORMAT")) {
            String answers = coffer.run("BACKUP DATABASE bank TO " + target);
            assertThat(CofferProcess.errorNumbers(answers)).as(answers).containsExactly(3202, 3013);
            assertThat(answers).contains("Write on \"" + disk.resolve("two.bak"));
            assertThat(names(seenDisk)).isEmpty();
            assertThat(folder.resolve("one.bak")).doesNotExist();
        }
    }

    @Test
    void anAppendThatDoesNotFitLeavesTheSetsThatWereThere() throws Exception {
        Path file = disk.resolve("small.bak");
        coffer.done("CREATE DATABASE small\nGO\nBACKUP DATABASE small TO DISK = '" + file + "' WITH COMPRESSION");
        byte[] before = Files.readAllBytes(mounts.seen(file));
        String answers = coffer.run("BACKUP DATABASE bank TO DISK = '" + file + "' WITH COMPRESSION");
        assertThat(CofferProcess.errorNumbers(answers)).as(answers).containsExactly(3202, 3013);
        assertThat(Files.readAllBytes(mounts.seen(file))).isEqualTo(before);
        assertThat(names(seenDisk)).containsExactly("small.bak");
        coffer.done("RESTORE VERIFYONLY FROM DISK = '" + file + "'");
    }

    @Test
    void aRestoreThatDoesNotFitIsRefusedBeforeAnythingIsTouched() throws Exception {
        requireRefused("MOVE 'bank' TO '" + disk.resolve("copy") + "'");
    }

    @Test
    void aRestoreWhoseLogDoesNotFitOnItsOwnDiskIsRefusedToo() throws Exception {
        requireRefused("MOVE 'bank_log' TO '" + disk.resolve("copy_log") + "'");
    }

    private void requireRefused(String moves) throws Exception {
        String answers =
                coffer.run("RESTORE DATABASE copy FROM DISK = '" + folder.resolve("bank.bak") + "' WITH " + moves);
        assertThat(CofferProcess.errorNumbers(answers))
                .as(answers)
                .contains(3257)
                .endsWith(3013);
        assertThat(names(seenDisk)).isEmpty();
        assertThat(names(data.resolve("db"))).hasSize(1);
        Bank.requireWhole(Bank.folder(data, "bank"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}

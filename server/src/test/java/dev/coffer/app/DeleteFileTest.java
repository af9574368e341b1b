package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.disk.DiskStore;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** xp_delete_file beside backups to the same files: it never deletes a set that it has not looked at. */
class DeleteFileTest {

    private static final int ROUNDS = 4;
    private static final String DELETE = "WAITFOR DELAY '00:00:00.010' EXEC xp_delete_file 0, N'";

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path file() {
        return test.folder().resolve("a.bak");
    }

    private void backUp() {
        test.run("BACKUP DATABASE msdb TO DISK = '" + file() + "'");
    }

    @Test
    void aFileThatIsBeingWrittenIsPassedOver() throws Exception {
        backUp();
        try (GrowingFile held = DiskStore.withoutInstance().append(new Location(file().toString()))) {
            test.run(DELETE + file() + "'");
            assertThat(file()).exists();
            assertThat(held.sizeBytes()).isPositive();
        }
        test.run(DELETE + file() + "'");
        assertThat(file()).doesNotExist();
    }

    @Test
    void aSetThatIsAppendedMeanwhileStays() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            backUp();
            CompletableFuture<Answers> deleting = CompletableFuture.supplyAsync(
                    () -> test.run("DECLARE @d datetime = GETDATE() " + DELETE + file() + "', N'bak', @d"));
            Answers appended = TestInstance.run(test.newSession(), "BACKUP DATABASE msdb TO DISK = '" + file() + "'");
            deleting.get(1, TimeUnit.MINUTES);
            // A file that goes between the look at it and its writing fails the backup; never one that is told as
            // whole.
            assertThat(file().toFile().exists()).isEqualTo(appended.errors().isEmpty());
        }
    }
}

package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a restore that cannot be done says on the day it matters: whose fault it is, and what to do. */
class RestoreRefusalsTest {

    private static final long IN_THE_LOCATOR = 10;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Answers run(String batch) {
        return TestInstance.run(test.newSession(), batch);
    }

    private String path(String name) {
        return "'" + test.folder().resolve(name) + "'";
    }

    @Test
    void anImpossibleTargetIsNotTheBackupsFault() throws IOException {
        test.run("CREATE DATABASE A", "BACKUP DATABASE A TO DISK = " + path("a.bak"));
        Files.writeString(test.folder().resolve("file"), "");
        Answers refused =
                run("RESTORE DATABASE B FROM DISK = " + path("a.bak") + " WITH MOVE 'A' TO " + path("file/below"));
        assertThat(refused.errorNumbers()).containsExactly(5133, 3156, 3013);
        assertThat(refused.texts()).contains("file/below").doesNotContain("Read on");
    }

    @Test
    void aLogGoesToANewFolderWhereTheServerGetsThere() throws IOException {
        Files.createDirectory(test.folder().resolve("new"));
        Files.createDirectories(test.folder().resolve("other/log"));
        Answers closed = run("CREATE DATABASE Closed LOG ON (NAME = Closed_log, FILENAME = " + path("new/log") + ")");
        if ((Integer) Files.getAttribute(test.folder(), "unix:uid") == 0) {
            assertThat(closed.errorNumbers()).containsExactly(5133);
            assertThat(test.folder().resolve("new")).isEmptyDirectory();
            Files.setPosixFilePermissions(test.folder(), PosixFilePermissions.fromString("rwxr-xr-x"));
        } else {
            assertThat(closed.errors()).isEmpty();
        }
        test.run("CREATE DATABASE Apart LOG ON (NAME = Apart_log, FILENAME = " + path("other/log/apart.ldf") + ")");
        assertThat(test.folder().resolve("other/log/apart.ldf")).isDirectoryContaining(file -> true);
        test.run("CREATE TABLE Apart.dbo.T (A int)", "DROP DATABASE Apart");
        assertThat(test.folder().resolve("other/log/apart.ldf")).doesNotExist();
    }

    @Test
    void aCertificateWithoutItsKeyIsNamed() {
        test.run(
                "CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges'",
                "CREATE CERTIFICATE Whole WITH SUBJECT = 'Backups'",
                "BACKUP CERTIFICATE Whole TO FILE = " + path("whole.cer") + " WITH PRIVATE KEY (FILE = "
                        + path("whole.pvk") + ", ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges')",
                "CREATE DATABASE A",
                "BACKUP DATABASE A TO DISK = " + path("a.bak")
                        + " WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = Whole)",
                "DROP CERTIFICATE Whole",
                "CREATE CERTIFICATE Half FROM FILE = " + path("whole.cer"));
        Answers refused = run("RESTORE DATABASE B FROM DISK = " + path("a.bak"));
        assertThat(refused.errorNumbers()).containsExactly(33111, 3013);
        assertThat(refused.texts()).contains("The certificate 'Half' is here without its private key");
    }

    @Test
    void aDamagedLastSetIsNotCalledUnfinished() throws IOException {
        test.run(
                "CREATE DATABASE A",
                "BACKUP DATABASE A TO DISK = " + path("a.bak"),
                "BACKUP DATABASE A TO DISK = " + path("a.bak"));
        Path file = test.folder().resolve("a.bak");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xFF}), channel.size() - IN_THE_LOCATOR);
        }
        Answers listed = run("RESTORE HEADERONLY FROM DISK = " + path("a.bak"));
        assertThat(listed.texts()).doesNotContain("the next backup to it removes the rest");
    }
}

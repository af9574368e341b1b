package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.result.Client;
import dev.coffer.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the instance says of keys that are used, signers that are accepted, and files that are not the youngest. */
class AuditTest {

    @RegisterExtension
    static final TestInstance TEST = TestInstance.forAllTests();

    @Test
    void aStatementAboutKeysLeavesALineAndTheSigningKeyStays() throws IOException {
        TEST.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Narrow lanes, 12 doors'");
        Path file = TEST.folder().resolve("sign.cer");
        try (Session session = TEST.instance().newSession()) {
            assertThat(TestInstance.run(
                                    session,
                                    "BACKUP CERTIFICATE [##MS_BackupSigningCertificate##] TO FILE = '" + file
                                            + "' WITH PRIVATE KEY (FILE = '" + file
                                            + ".pvk', ENCRYPTION BY PASSWORD = 'Narrow lanes, 13 doors')")
                            .errorNumbers())
                    .containsExactly(15151);
        }
        assertThat(file).doesNotExist();
        TEST.run("BACKUP CERTIFICATE [##MS_BackupSigningCertificate##] TO FILE = '" + file + "'");
        assertThat(errorLog())
                .contains("did: CreateMasterKey")
                .containsPattern("failed with error 15151: BackupCertificate.*##MS_BackupSigningCertificate##")
                .containsPattern("did: BackupCertificate.*sign.cer")
                .doesNotContain("Narrow lanes");
    }

    @Test
    void aStatementAboutKeysThatIsRefusedLeavesALine() throws IOException {
        try (Session guest =
                TEST.instance().newSession("guest", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            Answers answers =
                    TestInstance.run(guest, "CREATE CREDENTIAL Taken WITH IDENTITY = 'i', SECRET = 'Low roof, 2'");
            assertThat(answers.errorNumbers()).containsExactly(15247);
        }
        assertThat(errorLog())
                .containsPattern("guest.* failed with error 15247: CreateCredential.*Taken")
                .doesNotContain("Low roof");
    }

    @Test
    void anAcceptedSignerIsLoggedAndAnOldFileInPlaceOfAYoungerTold() throws IOException {
        Path file = TEST.folder().resolve("pay.bak");
        Path aside = TEST.folder().resolve("aside.bak");
        String backup = "BACKUP DATABASE pay TO DISK = '" + file + "' WITH FORMAT";
        String verify = "RESTORE VERIFYONLY FROM DISK = '" + file + "' WITH TRUST_SIGNER = 0x" + "AB".repeat(32);
        TEST.run("CREATE DATABASE pay", backup);
        assertThat(TEST.run(verify).texts()).doesNotContain("backup history knows");
        Files.copy(file, aside);
        TEST.run(backup);
        assertThat(TEST.run(verify).texts()).doesNotContain("backup history knows");
        Files.copy(aside, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(TEST.run(verify).texts()).contains("is not the one that the backup history knows there");
        assertThat(errorLog()).contains("for the backup on '" + file + "'");
    }

    @Test
    void aSignatureInAUrlIsNotLogged() throws IOException {
        try (Session session = TEST.instance().newSession()) {
            Answers answers = TestInstance.run(
                    session,
                    "BACKUP MASTER KEY TO URL = 'https://a.blob.core.windows.net/k/dmk?sig=Crooked'"
                            + " ENCRYPTION BY PASSWORD = 'Narrow lanes, 14 doors'");
            assertThat(answers.errorNumbers()).isNotEmpty();
        }
        assertThat(errorLog())
                .containsPattern("failed with error [0-9]+: BackupMasterKey.*https://\\*\\*\\*")
                .doesNotContain("Crooked");
    }

    @Test
    void whoKeepsBackupsOutOfTheLogLeavesALine() throws IOException {
        TEST.run("DBCC TRACEON (3226, -1)", "DBCC TRACEOFF (3226, -1)");
        assertThat(errorLog())
                .contains("DBCC TRACEON 3226, for all sessions, by login 'sa'")
                .contains("DBCC TRACEOFF 3226, for all sessions, by login 'sa'");
    }

    @Test
    void aNewServiceMasterKeySaysThatItWasNotBackedUpAndPublishesTheSigningCertificate() throws IOException {
        Path published = TEST.dataFolder().resolve("signing.cer");
        Files.delete(published);
        assertThat(TEST.run("ALTER SERVICE MASTER KEY REGENERATE").texts()).contains("was never backed up");
        assertThat(published).exists();
    }

    private static String errorLog() throws IOException {
        return Files.readString(TEST.dataFolder().resolve("log/errorlog"));
    }
}

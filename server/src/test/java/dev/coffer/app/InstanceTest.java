package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.catalog.Catalog;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstanceTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void oneInstanceOwnsADataFolderUntilItIsClosed() {
        try (Session session = test.newSession()) {
            assertThat(session.database()).isEqualTo("master");
        }
        assertThatThrownBy(() -> Instance.open(test.settings()))
                .isInstanceOf(InstanceInUse.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        test.stop();
        assertThat(test.dataFolder().resolve("instance.owner")).doesNotExist();
        assertThat(test.newSession().database()).isEqualTo("master");
    }

    @Test
    void aFirstStartThatWasKilledBeginsAnew() throws IOException {
        Path master = test.dataFolder().resolve("master");
        Files.createDirectories(master.resolve("half"));
        Files.writeString(master.resolve("database.id"), Catalog.MASTER_ID.toString());
        Files.writeString(test.dataFolder().resolve("master.unfinished"), "");
        test.instance();
        assertThat(master.resolve("half")).doesNotExist();
        assertThat(test.dataFolder().resolve("master.unfinished")).doesNotExist();
    }

    @Test
    void aFailedStartGivesTheFolderBack() throws IOException {
        Path inTheWay = test.dataFolder().resolve("master");
        Files.createDirectories(test.dataFolder());
        Files.writeString(test.dataFolder().resolve("instance.lock"), "");
        Files.writeString(inTheWay, "not a folder");
        assertThatThrownBy(() -> Instance.open(test.settings())).isInstanceOf(InstanceFailure.class);
        Files.delete(inTheWay);
        test.instance();
    }

    @Test
    void aMissingMasterIsNotMadeAnewBesideDatabases() throws IOException {
        test.run("CREATE DATABASE Kept", "CREATE TABLE Kept.dbo.T (A int)", "INSERT INTO Kept.dbo.T VALUES (7)");
        test.stop();
        Path master = test.dataFolder().resolve("master");
        Path away = test.folder().resolve("away");
        Files.move(master, away);
        assertThatThrownBy(() -> Instance.open(test.settings()))
                .isInstanceOf(InstanceFailure.class)
                .hasMessageContaining("Bring it back");
        assertThat(master).doesNotExist();
        Files.move(away, master);
        assertThat(TestInstance.run(test.newSession(), "SELECT A FROM Kept.dbo.T")
                        .rows(0))
                .containsExactly(List.of(7));
    }

    @Test
    void aDatabaseThatNoRowAndNoNoteNamesStays() throws Exception {
        test.run("CREATE DATABASE Old");
        test.stop();
        Path older = test.folder().resolve("older");
        run("cp", "-a", test.dataFolder().resolve("master").toString(), older.toString());
        test.run("CREATE DATABASE Newer");
        test.stop();
        Path databases = test.dataFolder().resolve("db");
        Set<Path> before = entries(databases);
        run("rm", "-r", test.dataFolder().resolve("master").toString());
        run("mv", older.toString(), test.dataFolder().resolve("master").toString());
        assertThat(TestInstance.run(test.newSession(), "SELECT name FROM sys.databases WHERE name IN ('Old', 'Newer')")
                        .rows(0))
                .containsExactly(List.of("Old"));
        assertThat(entries(databases)).isEqualTo(before);
    }

    private static Set<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.collect(Collectors.toSet());
        }
    }

    /** With owners and modes, which the server insists on. */
    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void aFinishedBackupWhoseHistoryFailsIsNoFailedBackup() throws Exception {
        test.run("CREATE DATABASE A");
        try (Connection owner = LiveCluster.connect(test.dataFolder().resolve("master"));
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER TABLE coffer.backup_file RENAME TO elsewhere");
        }
        Path file = test.folder().resolve("a.bak");
        Answers answers = TestInstance.run(test.newSession(), "BACKUP DATABASE A TO DISK = '" + file + "'");
        assertThat(answers.errorNumbers()).containsExactly(3009);
        assertThat(answers.texts()).contains("BACKUP DATABASE successfully processed");
        assertThat(TestInstance.run(test.newSession(), "RESTORE VERIFYONLY FROM DISK = '" + file + "'")
                        .errors())
                .isEmpty();
    }

    @Test
    void aCertificateIsNeededByABackupThatNoHistoryLists() throws Exception {
        test.run("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Green lanterns over 3 bridges';"
                + " CREATE CERTIFICATE c WITH SUBJECT = 'c'; CREATE DATABASE A");
        try (Connection owner = LiveCluster.connect(test.dataFolder().resolve("master"));
                Statement statement = owner.createStatement()) {
            statement.execute("ALTER TABLE coffer.backup_file RENAME TO elsewhere");
        }
        assertThat(TestInstance.run(
                                test.newSession(),
                                "BACKUP DATABASE A TO DISK = '" + test.folder().resolve("a.bak")
                                        + "' WITH ENCRYPTION (ALGORITHM = AES_256, SERVER CERTIFICATE = c)")
                        .errorNumbers())
                .containsExactly(3009);
        assertThat(TestInstance.run(test.newSession(), "DROP CERTIFICATE c").errorNumbers())
                .containsExactly(49903);
    }
}

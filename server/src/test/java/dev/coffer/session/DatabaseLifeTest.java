package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CREATE, USE and DROP DATABASE over a real instance. */
class DatabaseLifeTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void aDatabaseIsMadeUsedAndDropped() throws IOException {
        Session session = test.newSession();
        assertThat(session.database()).isEqualTo("master");
        Answers made = TestInstance.run(session, "CREATE DATABASE [My Shop]\nUSE [my SHOP]");
        assertThat(made.errors()).isEmpty();
        assertThat(made.order()).containsExactly("done -1", "message 5701", "done -1");
        assertThat(made.texts()).isEqualTo("Changed database context to 'My Shop'.");
        assertThat(session.database()).isEqualTo("My Shop");
        assertThat(homes()).hasSize(1);

        Answers again = TestInstance.run(session, "CREATE DATABASE [MY shop]");
        assertThat(again.errorNumbers()).containsExactly(1801);
        assertThat(TestInstance.run(session, "DROP DATABASE [my shop]").errorNumbers())
                .containsExactly(3702);
        Answers dropped = TestInstance.run(session, "USE master; DROP DATABASE [my shop]; USE [my shop]; USE msdb");
        assertThat(dropped.errorNumbers()).containsExactly(911);
        assertThat(session.database()).as("the batch ends at the failed USE").isEqualTo("master");
        assertThat(homes()).isEmpty();
    }

    @Test
    void chosenFoldersAreUsedAndATakenOneIsRefused() {
        Session session = test.newSession();
        String create = "CREATE DATABASE shop ON (NAME = shop, FILENAME = 'C:\\data\\shop.mdf')"
                + " LOG ON (NAME = shop_log, FILENAME = 'D:\\log\\shop.ldf')";
        Answers made = TestInstance.run(session, create);
        assertThat(made.errors()).isEmpty();
        Path data = test.dataFolder().resolve("drive_c/data/shop.mdf");
        assertThat(data).isDirectory();
        assertThat(data.resolve("cluster/pg_wal"))
                .as("the log stays beside the data")
                .isDirectory();
        assertThat(made.texts()).contains(data.toString()).contains("D:\\log\\shop.ldf");

        Answers taken = TestInstance.run(session, "CREATE DATABASE other ON (FILENAME = 'C:\\data\\shop.mdf')");
        assertThat(taken.errorNumbers()).containsExactly(5170, 1802);

        assertThat(TestInstance.run(session, "DROP DATABASE shop").errors()).isEmpty();
        assertThat(data).doesNotExist();
    }

    @Test
    void whatCannotBeDroppedSaysWhyAndTheRestGoes() {
        Session session = test.newSession();
        TestInstance.run(session, "CREATE DATABASE a");
        Answers dropped = TestInstance.run(session, "DROP DATABASE master, missing, a; USE a");
        assertThat(dropped.errorNumbers()).containsExactly(3708, 3701, 911);
        assertThat(TestInstance.run(session, "DROP DATABASE IF EXISTS missing").errors())
                .isEmpty();
    }

    @Test
    void aRestartKeepsDatabasesAndSweepsWhatANoteAndNoRowNames() throws IOException {
        test.run("CREATE DATABASE kept ON (FILENAME = 'C:\\data\\kept')");
        test.stop();
        Path leftover = test.dataFolder().resolve("db/0d9e8ad2-7a43-4e0c-9a3a-1b4a8e0f6a11");
        Files.createDirectories(leftover.resolve("data"));
        Files.writeString(leftover.resolve("database.id"), String.valueOf(leftover.getFileName()));
        Path note = test.dataFolder().resolve("db/" + leftover.getFileName() + ".home");
        Files.writeString(note, leftover + "\0" + leftover.resolve("cluster/pg_wal") + "\0");
        Path foreign = test.dataFolder().resolve("db/somebody's own folder");
        Files.createDirectories(foreign);
        test.run("USE kept");
        assertThat(leftover).doesNotExist();
        assertThat(note).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void databasesAndTransactionsDoNotMix() {
        Session session = test.newSession();
        Answers refused = TestInstance.run(session, "BEGIN TRAN\nCREATE DATABASE a\nROLLBACK\nROLLBACK\nCOMMIT");
        assertThat(refused.errorNumbers()).containsExactly(226, 3903, 3902);
        assertThat(refused.errors().get(0).line()).isEqualTo(2);
    }

    private List<Path> homes() throws IOException {
        try (Stream<Path> homes = Files.list(test.dataFolder().resolve("db"))) {
            return homes.toList();
        }
    }
}

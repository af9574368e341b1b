package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.EmbeddedServer;
import dev.coffer.engine.postgres.wire.InstalledCluster;
import dev.coffer.result.SqlMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a RESTORE lays down, it tells the same of it: to the client, in the history and in the error log. */
class RestoreReportsTest {

    private static final int MIRROR_REPLACED = 49944;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    /**
     * The restore of one set from two mirrors, of which one is gone.
     *
     * @param type as restorehistory has it
     * @param logged how the line in the error log begins
     */
    private record Step(String verb, String database, String set, String options, String type, String logged) {}

    private String disk(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private void backUp(String what, String set, String options) {
        test.run("BACKUP " + what + " TO " + disk(set) + " MIRROR TO " + disk("mirror-" + set) + " WITH FORMAT"
                + options);
    }

    private void restore(Step step) throws IOException {
        Files.delete(test.folder().resolve("mirror-" + step.set()));
        Answers answers = test.run("RESTORE " + step.verb() + " " + step.database() + " FROM "
                + disk("mirror-" + step.set()) + ", " + disk(step.set()) + step.options());
        assertThat(answers.messages().stream().map(SqlMessage::number)).contains(MIRROR_REPLACED);
        assertThat(test.run("SELECT TOP 1 destination_database_name, restore_type FROM msdb.dbo.restorehistory"
                                + " ORDER BY restore_history_id DESC")
                        .rows(0))
                .hasToString("[[" + step.database() + ", " + step.type() + "]]");
        assertThat(test.run("EXEC sp_readerrorlog 0, 1, '" + step.logged() + "', 'Database: " + step.database() + ",'")
                        .rows(0))
                .isNotEmpty();
    }

    @Test
    void everyKindOfRestoreTellsWhatItReadAndWhatItMade() throws Exception {
        test.run("CREATE DATABASE A");
        backUp("DATABASE A", "full.bak", "");
        backUp("DATABASE A", "differential.bak", ", DIFFERENTIAL");
        backUp("LOG A", "log.trn", "");
        backUp("DATABASE msdb", "msdb.bak", "");
        for (Step step : List.of(
                new Step("DATABASE", "B", "full.bak", " WITH NORECOVERY", "D", "Database was restored"),
                new Step("DATABASE", "B", "differential.bak", " WITH NORECOVERY", "I", "Database changes were"),
                new Step("LOG", "B", "log.trn", "", "L", "Log was restored"),
                new Step("DATABASE", "msdb", "msdb.bak", "", "D", "Database was restored"))) {
            restore(step);
        }
    }

    @Test
    void aDatabaseThatIsHandedOverLeavesATrace() throws Exception {
        try (InstalledCluster server = EmbeddedServer.start()) {
            test.run(
                    AttachedDatabaseTest.credential(),
                    AttachedDatabaseTest.attach("prod", AttachedDatabaseTest.url(server)));
            backUp("DATABASE prod", "prod.bak", "");
        }
        Path folder = Files.createDirectory(test.folder().resolve("away"));
        restore(new Step(
                "DATABASE",
                "copy",
                "prod.bak",
                " WITH MOVE 'prod' TO '" + folder.resolve("data") + "'",
                "D",
                "Database was restored"));
        assertThat(test.run("SELECT COUNT(*) FROM msdb.dbo.restorefile WHERE destination_phys_name = '"
                                + folder.resolve("data") + "'")
                        .rows(0))
                .doesNotHaveToString("[[0]]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE", "LOG"})
    void whatIsMissingInTheDatabaseIsNotTheBackupsFault(String verb) throws Exception {
        test.run(
                "CREATE DATABASE A",
                "BACKUP DATABASE A TO " + disk("full.bak"),
                "BACKUP " + verb + " A TO " + disk("next.bak") + (verb.equals("LOG") ? "" : " WITH DIFFERENTIAL"),
                "DROP DATABASE A",
                "RESTORE DATABASE B FROM " + disk("full.bak") + " WITH NORECOVERY");
        try (Stream<Path> files = Files.walk(test.dataFolder().resolve("db"))) {
            Files.delete(files.filter(file -> file.endsWith("global/pg_control"))
                    .findFirst()
                    .orElseThrow());
        }
        Answers refused = TestInstance.run(test.newSession(), "RESTORE " + verb + " B FROM " + disk("next.bak"));
        assertThat(refused.errorNumbers()).containsExactly(5133, 3156, 3013);
        assertThat(refused.texts()).doesNotContain("Read on");
    }

    @Test
    void whatTheRestoreOfMsdbCannotDoIsRefused() {
        test.run("BACKUP DATABASE msdb TO " + disk("msdb.bak"));
        for (String option : List.of("NORECOVERY", "STOPAT = '2026-01-01'", "RESTRICTED_USER")) {
            Answers refused = TestInstance.run(
                    test.newSession(), "RESTORE DATABASE msdb FROM " + disk("msdb.bak") + " WITH " + option);
            assertThat(refused.errorNumbers()).as(option).containsExactly(49900, 3013);
        }
    }
}

package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A data folder was copied, and both copies went on: same positions, same forks, same signing key. */
class TwoBranchesTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private String file(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private static void copy(Path from, Path to) throws Exception {
        int result = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(result).isZero();
    }

    @Test
    void aLogOfTheOtherBranchIsRefused() throws Exception {
        test.run(
                "CREATE DATABASE Till",
                "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY)",
                "BACKUP DATABASE Till TO " + file("full.bak"),
                "INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP LOG Till TO " + file("1.trn"));
        test.stop();
        Path aside = test.folder().resolve("aside");
        copy(test.dataFolder(), aside);
        test.run("INSERT INTO Till.dbo.Sale VALUES (2)", "BACKUP LOG Till TO " + file("2a.trn"));
        test.stop();
        assertThat(new ProcessBuilder("mv", test.dataFolder().toString(), aside + "-a")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        copy(aside, test.dataFolder());
        test.run(
                "INSERT INTO Till.dbo.Sale VALUES (102)",
                "BACKUP LOG Till TO " + file("2b.trn"),
                "BACKUP LOG Till TO " + file("copy.trn") + " WITH COPY_ONLY",
                "INSERT INTO Till.dbo.Sale VALUES (103)",
                "BACKUP LOG Till TO " + file("3b.trn"),
                "RESTORE DATABASE Copy FROM " + file("full.bak") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("1.trn") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("2a.trn") + " WITH NORECOVERY");
        Session session = test.newSession();
        assertThat(TestInstance.run(session, "RESTORE LOG Copy FROM " + file("3b.trn"))
                        .errorNumbers())
                .containsExactly(4330, 3013);
        // One branch alone, with a copy between, and a log twice.
        test.run(
                "RESTORE LOG Copy FROM " + file("2b.trn") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("copy.trn") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("3b.trn") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + file("3b.trn") + " WITH RECOVERY");
        assertThat(test.run("SELECT Id FROM Copy.dbo.Sale ORDER BY Id").rows(0))
                .containsExactly(List.of(1), List.of(102), List.of(103));
    }
}

package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page goes bad on disk: whoever meets it lists it, and a restore says that it is good again. */
class SuspectPagesTest {

    private static final String LISTED = "SELECT p.file_id, p.event_type, p.error_count, p.page_id % 4294967296"
            + " FROM msdb.dbo.suspect_pages p JOIN sys.databases d ON d.database_id = p.database_id"
            + " WHERE d.name = 'Till'";

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private String file(String name) {
        return "DISK = '" + test.folder().resolve(name) + "'";
    }

    private Answers tried(String batch) {
        return TestInstance.run(test.newSession(), batch);
    }

    private static void flip(Path relation) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(relation.toFile(), "rw")) {
            bytes.seek(8000);
            int old = bytes.read();
            bytes.seek(8000);
            bytes.write(old ^ 0x10);
        }
    }

    @Test
    void aDamagedPageIsListedUntilItIsRestored() throws Exception {
        test.run(
                "CREATE DATABASE Till",
                "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY)",
                "INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP DATABASE Till TO " + file("good.bak"));
        assertThat(test.run(LISTED).rows(0)).isEmpty();
        Path home = Bank.folder(test.dataFolder(), "Till");
        String relation =
                Bank.ask(home, "SELECT pg_relation_filepath('dbo.sale')").get(0);
        test.stop();
        flip(home.resolve("cluster").resolve(relation));

        assertThat(tried("BACKUP DATABASE Till TO " + file("bad.bak")).texts()).contains("fails its checksum");
        assertThat(test.run(LISTED).rows(0)).hasToString("[[1, 2, 1, 0]]");
        assertThat(tried("DBCC CHECKDB (Till) WITH PHYSICAL_ONLY").errors()).isNotEmpty();
        assertThat(test.run(LISTED).rows(0)).hasToString("[[1, 2, 2, 0]]");

        test.run("RESTORE DATABASE Till FROM " + file("good.bak") + " WITH REPLACE");
        assertThat(test.run(LISTED).rows(0)).hasToString("[[1, 4, 2, 0]]");
        assertThat(test.run("SELECT Id FROM Till.dbo.Sale").rows(0)).containsExactly(List.of(1));
    }
}

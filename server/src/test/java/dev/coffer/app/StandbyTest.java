package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RESTORE ... WITH STANDBY: what was laid down can be read, and takes more. */
class StandbyTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path folder() {
        return test.folder();
    }

    private String disk(String name) {
        return "DISK = '" + folder().resolve(name) + "'";
    }

    private String standby(String name) {
        return "STANDBY = '" + folder().resolve(name) + "'";
    }

    private String step(int log, String options) {
        return "RESTORE LOG Copy FROM " + disk(log + ".trn") + " WITH " + options;
    }

    /** Of the copy that is restored: how many sales it has. */
    private int sales() {
        return (Integer)
                test.run("SELECT COUNT(*) FROM Copy.dbo.Sale").rows(0).get(0).get(0);
    }

    private List<Integer> errors(String batch) {
        try (Session session = test.instance().newSession()) {
            return TestInstance.run(session, batch).errorNumbers();
        }
    }

    private List<Object> listed() {
        return test.run("SELECT state_desc, is_in_standby, is_read_only,"
                        + " CAST(DATABASEPROPERTYEX('Copy', 'IsInStandBy') AS int),"
                        + " CAST(DATABASEPROPERTYEX('Copy', 'Updateability') AS varchar(20))"
                        + " FROM sys.databases WHERE name = 'Copy'")
                .rows(0)
                .get(0);
    }

    private void requireStandby(int sales) {
        assertThat(sales()).isEqualTo(sales);
        assertThat(listed()).containsExactly("ONLINE", true, true, 1, "READ_ONLY");
    }

    /** Till has one sale, its full backup, and a log with one sale more for each number. */
    private void tillWithLogs(int logs) {
        test.run(
                "CREATE DATABASE Till",
                "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY); INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP DATABASE Till TO " + disk("full.bak"));
        IntStream.rangeClosed(1, logs)
                .forEach(log -> test.run(
                        "INSERT INTO Till.dbo.Sale VALUES (" + (log + 1) + ")",
                        "BACKUP LOG Till TO " + disk(log + ".trn")));
    }

    @Test
    void eachStepCanBeReadAndNothingWritten() throws Exception {
        tillWithLogs(3);
        test.run("RESTORE DATABASE Copy FROM " + disk("full.bak") + " WITH " + standby("undo.dat"));
        requireStandby(1);
        assertThat(folder().resolve("undo.dat")).isRegularFile();
        test.run(step(1, standby("undo.dat")));
        requireStandby(2);

        requireRefused();

        // Somebody is in it.
        try (Session reader = test.instance().newSession()) {
            TestInstance.run(reader, "USE Copy");
            assertThat(errors(step(2, standby("undo.dat")))).containsExactly(3101, 3013);
        }
        // A log that does not fit leaves it as it was.
        assertThat(errors(step(3, standby("other.dat")))).containsExactly(4305, 3013);
        requireStandby(2);
        assertThat(folder().resolve("other.dat")).doesNotExist();

        test.stop();
        requireStandby(2);
        test.run(step(2, standby("undo.2")));
        requireStandby(3);
        assertThat(folder().resolve("undo.dat")).doesNotExist();
        assertThat(folder().resolve("undo.2")).isRegularFile();
        assertThat(test.run("SELECT recovery FROM msdb.dbo.restorehistory WHERE destination_database_name = 'Copy'")
                        .rows(0))
                .containsOnly(List.of(false));

        test.run(step(3, "NORECOVERY"));
        assertThat(listed().subList(0, 3)).containsExactly("RESTORING", false, false);
        assertThat(errors("SELECT * FROM Copy.dbo.Sale")).containsExactly(927);
        assertThat(folder().resolve("undo.2")).doesNotExist();
        test.run("RESTORE DATABASE Copy WITH " + standby("undo.3"));
        requireStandby(4);
        test.run("RESTORE DATABASE Copy WITH RECOVERY", "INSERT INTO Copy.dbo.Sale VALUES (100)");
        assertThat(sales()).isEqualTo(5);
        assertThat(listed()).containsExactly("ONLINE", false, false, 0, "READ_WRITE");
        assertThat(folder().resolve("undo.3")).doesNotExist();
        assertThat(errors("RESTORE DATABASE Copy WITH " + standby("undo.3"))).containsExactly(3153, 3013);
    }

    private void requireRefused() {
        for (String write : List.of(
                "INSERT INTO Copy.dbo.Sale VALUES (9)",
                "USE Copy; DELETE FROM dbo.Sale",
                "USE Copy; EXEC('UPDATE dbo.Sale SET Id = 9')",
                "USE Copy; EXEC sp_executesql N'TRUNCATE TABLE dbo.Sale'",
                "USE Copy; CREATE TABLE dbo.Other (Id int)",
                "USE Copy; DROP TABLE dbo.Sale",
                "USE Copy; BEGIN TRANSACTION; INSERT INTO dbo.Sale VALUES (9)",
                "USE Copy; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Ein gutes Passwort 1!'")) {
            assertThat(errors(write)).as(write).containsExactly(3906);
        }
        for (String trick : List.of(
                "SET TRANSACTION READ WRITE",
                "SET default_transaction_read_only = off",
                "SELECT set_config('transaction_read_only', 'off', false)",
                "SELECT pg_catalog.set_config('default_transaction_read_only', 'off', false)",
                "BEGIN TRANSACTION READ WRITE",
                "RESET ALL")) {
            assertThat(errors("USE Copy; EXEC('" + trick.replace("'", "''") + "'); INSERT INTO dbo.Sale VALUES (9)"))
                    .as(trick)
                    .isNotEmpty();
        }
        for (String change :
                List.of("SET READ_WRITE", "SET SINGLE_USER", "SET RECOVERY SIMPLE", "MODIFY NAME = Other")) {
            assertThat(errors("ALTER DATABASE Copy " + change)).as(change).containsExactly(5063, 5069);
        }
        assertThat(errors("BACKUP DATABASE Copy TO " + disk("none.bak"))).containsExactly(3036, 3013);
        assertThat(errors("BACKUP LOG Copy TO " + disk("none.bak"))).containsExactly(3036, 3013);
        requireStandby(2);
    }

    @Test
    void aPointIsLookedForInOneLog() throws Exception {
        tillWithLogs(0);
        List<String> points = new ArrayList<>();
        for (int sale = 2; sale <= 4; sale++) {
            test.run("INSERT INTO Till.dbo.Sale VALUES (" + sale + ")");
            points.add((String) test.run("SELECT CONVERT(varchar(30), SYSDATETIME(), 126)")
                    .rows(0)
                    .get(0)
                    .get(0));
        }
        test.run("BACKUP LOG Till TO " + disk("1.trn"));
        Path foreign = Files.writeString(folder().resolve("foreign"), "not Coffer's");
        String full = "RESTORE DATABASE Copy FROM " + disk("full.bak") + " WITH ";
        assertThat(errors(full + standby("foreign"))).containsExactly(3201, 3013);
        assertThat(errors(full + standby("nowhere/undo"))).containsExactly(3201, 3013);
        assertThat(errors(full + standby("undo") + ", NORECOVERY")).containsExactly(3031, 3013);
        assertThat(foreign).hasContent("not Coffer's");
        test.run(full + standby("undo"));
        assertThat(errors("RESTORE DATABASE Second FROM " + disk("full.bak") + " WITH " + standby("undo")))
                .containsExactly(3201, 3013);
        for (int sale = 2; sale <= 3; sale++) {
            test.run(step(1, standby("undo") + ", STOPAT = '" + points.get(sale - 2) + "'"));
            requireStandby(sale);
        }
        assertThat(test.run(step(1, standby("undo") + ", STOPAT = '2100-01-01'"))
                        .texts())
                .contains("left in the restoring state");
        assertThat(listed().subList(0, 3)).containsExactly("RESTORING", false, false);
        assertThat(folder().resolve("undo")).doesNotExist();
        test.run(step(1, standby("undo")));
        requireStandby(4);
        test.run("DROP DATABASE Copy");
        assertThat(folder().resolve("undo")).doesNotExist();
        try (Stream<Path> homes = Files.list(test.dataFolder().resolve("db"))) {
            assertThat(homes).hasSize(1);
        }
    }

    /** The database's own log may still go on behind it; here it lies in a folder of its own. */
    @Test
    void theTailCanBeRead() throws Exception {
        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwx--x--x"));
        test.run(
                "CREATE DATABASE Till ON (NAME = Till, FILENAME = '" + folder().resolve("till.mdf")
                        + "') LOG ON (NAME = Till_log, FILENAME = '" + folder().resolve("till.ldf") + "')",
                "CREATE TABLE Till.dbo.Sale (Id int NOT NULL PRIMARY KEY)",
                "BACKUP DATABASE Till TO " + disk("full.bak"),
                "INSERT INTO Till.dbo.Sale VALUES (1)",
                "BACKUP DATABASE Till TO " + disk("diff.bak") + " WITH DIFFERENTIAL",
                "INSERT INTO Till.dbo.Sale VALUES (2)",
                "BACKUP LOG Till TO " + disk("tail.trn") + " WITH " + standby("undo"));
        assertThat(test.run("SELECT Id FROM Till.dbo.Sale").rows(0)).hasSize(2);
        assertThat(errors("INSERT INTO Till.dbo.Sale VALUES (3)")).containsExactly(3906);
        assertThat(errors("BACKUP DATABASE Till TO " + disk("full.bak") + " WITH " + standby("undo")))
                .containsExactly(3032, 3013);
        test.run(
                "RESTORE DATABASE Till WITH RECOVERY",
                "INSERT INTO Till.dbo.Sale VALUES (3)",
                "BACKUP LOG Till TO " + disk("next.trn"),
                "RESTORE DATABASE Copy FROM " + disk("full.bak") + " WITH " + standby("undo") + ", MOVE 'Till' TO '"
                        + folder().resolve("copy.mdf") + "', MOVE 'Till_log' TO '" + folder().resolve("copy.ldf")
                        + "'");
        requireStandby(0);
        test.run("RESTORE DATABASE Copy FROM " + disk("diff.bak") + " WITH " + standby("undo"));
        requireStandby(1);
        test.run(
                "RESTORE LOG Copy FROM " + disk("tail.trn") + " WITH NORECOVERY",
                "RESTORE LOG Copy FROM " + disk("next.trn"));
        assertThat(sales()).isEqualTo(3);
    }
}
